package io.skerry.jobs.census;

import io.skerry.partitioners.report.ClientFigures;
import io.skerry.partitioners.report.PopulationReport;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Plots of a population, as PNG. */
final class PopulationPlots {
  /** Classes that fit on a plot; where there are more, it shows the most frequent ones. */
  static final int MOST_CLASSES = 64;

  private static final int BINS = 20;

  private PopulationPlots() {}

  /** Shares of the classes, in percent, in each group of neighbouring clients. */
  static byte[] labels(PopulationReport report) {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(900)
            .height(500)
            .title("Share of each class in % of a column's examples")
            .xAxisTitle("clients, in their order")
            .yAxisTitle("class")
            .build();
    int[] classes = classes(report);
    int groups = report.mix().length;
    int[][] percent = new int[groups][classes.length];
    for (int g = 0; g < groups; g++) {
      long all = Math.max(1, Arrays.stream(report.mix()[g]).sum());
      for (int c = 0; c < classes.length; c++) {
        percent[g][c] = (int) Math.round(100.0 * report.mix()[g][classes[c]] / all);
      }
    }
    List<ClientFigures> clients = report.clients();
    int[] first =
        IntStream.range(0, groups)
            .map(g -> (int) (((long) g * clients.size() + groups - 1) / groups))
            .toArray();
    chart.addSeries(
        "share",
        Arrays.stream(first).mapToObj(k -> Long.toString(clients.get(k).ordinal())).toList(),
        Arrays.stream(classes).mapToObj(Integer::toString).toList(),
        cells(percent));
    chart.getStyler().setMin(0);
    chart.getStyler().setMax(100);
    chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(8, 48, 107)});
    chart.getStyler().setXAxisMaxLabelCount(10);
    chart.getStyler().setXAxisLabelRotation(0);
    return png(chart);
  }

  private static List<Number[]> cells(int[][] percent) {
    return IntStream.range(0, percent.length)
        .boxed()
        .flatMap(
            x ->
                IntStream.range(0, percent[x].length)
                    .mapToObj(y -> new Number[] {x, y, percent[x][y]}))
        .toList();
  }

  /** The classes that are shown, ascending. */
  static int[] classes(PopulationReport report) {
    return IntStream.range(0, report.labels().length)
        .boxed()
        .sorted(Comparator.comparingLong(c -> -report.labels()[c]))
        .limit(MOST_CLASSES)
        .mapToInt(c -> c)
        .sorted()
        .toArray();
  }

  /** How many clients have how many examples. */
  static byte[] sizes(PopulationReport report) {
    int most = report.clients().stream().mapToInt(ClientFigures::samples).max().orElse(0);
    int width = most / BINS + 1;
    int[] clients = new int[most / width + 1];
    report.clients().forEach(client -> clients[client.samples() / width]++);
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(900)
            .height(400)
            .title("Clients by number of examples")
            .xAxisTitle("examples, from")
            .yAxisTitle("clients")
            .build();
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setAvailableSpaceFill(0.95);
    chart.addSeries(
        "clients",
        IntStream.range(0, clients.length).mapToObj(i -> Integer.toString(i * width)).toList(),
        Arrays.stream(clients).boxed().toList());
    return png(chart);
  }

  private static byte[] png(Chart<?, ?> chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(chart, bytes, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
