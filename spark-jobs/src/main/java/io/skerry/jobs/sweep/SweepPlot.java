package io.skerry.jobs.sweep;

import io.skerry.jobs.sweep.PointResults.Spread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Mean accuracy over the seeds, with bars as long as the runs lie apart: over epsilon where all
 * points are private, else over the first key; one line for each setting of the other keys.
 */
final class SweepPlot {
  private SweepPlot() {}

  static byte[] png(List<PointResults> results) {
    boolean overEpsilon =
        results.stream()
            .allMatch(point -> point.epsilon() != null && Double.isFinite(point.epsilon()));
    String firstKey = results.get(0).point().settings().keySet().iterator().next();
    Map<String, Integer> ranks = new LinkedHashMap<>();
    results.forEach(point -> ranks.putIfAbsent(first(point), ranks.size()));
    boolean numbers = ranks.keySet().stream().allMatch(SweepPlot::isNumber);
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(600)
            .xAxisTitle(overEpsilon ? "epsilon (its terms are in each run.json)" : firstKey)
            .yAxisTitle("accuracy")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    if (!overEpsilon && !numbers) {
      List<String> names = List.copyOf(ranks.keySet());
      chart.setCustomXAxisTickLabelsFormatter(
          x -> x == Math.rint(x) && x >= 0 && x < names.size() ? names.get(x.intValue()) : "");
    }
    Map<String, List<double[]>> lines = new LinkedHashMap<>();
    for (PointResults point : results) {
      Spread accuracy = point.accuracy();
      if (accuracy != null) {
        double x =
            overEpsilon
                ? Objects.requireNonNull(point.epsilon())
                : numbers
                    ? Double.parseDouble(first(point))
                    : Objects.requireNonNull(ranks.get(first(point)));
        double bar =
            Math.max(accuracy.mean() - accuracy.least(), accuracy.most() - accuracy.mean());
        lines
            .computeIfAbsent(others(point), name -> new ArrayList<>())
            .add(new double[] {x, accuracy.mean(), bar});
      }
    }
    lines.forEach((name, points) -> add(chart, name, points));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(chart, bytes, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void add(XYChart chart, String name, List<double[]> points) {
    points.sort(Comparator.comparingDouble(point -> point[0]));
    chart.addSeries(name, column(points, 0), column(points, 1), column(points, 2));
  }

  private static double[] column(List<double[]> points, int column) {
    return points.stream().mapToDouble(point -> point[column]).toArray();
  }

  private static String first(PointResults point) {
    return point.point().settings().values().iterator().next();
  }

  private static String others(PointResults point) {
    String others =
        point.point().settings().entrySet().stream()
            .skip(1)
            .map(setting -> setting.getKey() + " " + setting.getValue())
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "mean over seeds" : others;
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?");
  }
}
