package io.skerry.jobs.census;

import io.skerry.core.data.PopulationSpec;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.report.ClientFigures;
import io.skerry.partitioners.report.PopulationReport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/** The files of a population's report: population.html, labels.png, sizes.png and clients.csv. */
public final class PopulationFiles {
  /** Clients that the page lists; the table has all that were looked at. */
  private static final int LISTED = 100;

  private PopulationFiles() {}

  /** Writes the files into a folder, in place of earlier ones. */
  public static void write(
      Storage storage, String folder, String name, PopulationSpec spec, PopulationReport report) {
    byte[] labels = PopulationPlots.labels(report);
    byte[] sizes = PopulationPlots.sizes(report);
    storage.write(new Path(folder, "labels.png"), labels);
    storage.write(new Path(folder, "sizes.png"), sizes);
    storage.write(new Path(folder, "clients.csv"), bytes(csv(report)));
    storage.write(
        new Path(folder, "population.html"), bytes(page(name, spec, report, labels, sizes)));
  }

  /** What is said of the population as a whole, line by line. */
  public static Map<String, String> figures(PopulationSpec spec, PopulationReport report) {
    Map<String, String> figures = new LinkedHashMap<>();
    boolean all = report.clients().size() == report.population();
    figures.put("clients", text("%,d", report.population()));
    if (!all) {
      figures.put(
          "looked at",
          text("%,d clients: 100 runs of 100, evenly spread", report.clients().size()));
    }
    figures.put(
        "samples",
        text(
            "%d, mean %.2f, standard deviation %.2f a client",
            report.samples(), report.meanSamples(), report.deviationOfSamples()));
    figures.put(
        "examples",
        spec.data().numericLabels()
            ? text("shape %s, a number as target", spec.data().shape())
            : text("shape %s, %d classes", spec.data().shape(), spec.data().classes()));
    figures.put("entropy", text("mean %.3f bits a client", report.meanEntropy()));
    figures.put(
        "distance", text("mean %.3f, total variation from the mix of all", report.meanDistance()));
    figures.put("held out", spec.heldOut() ? "yes" : "no");
    figures.put("digest", spec.digest());
    return figures;
  }

  private static String csv(PopulationReport report) {
    return report.clients().stream()
        .map(
            c ->
                text(
                    "%d,%s,%d,%d,%d,%.6f,%.6f,%s\n",
                    c.ordinal(),
                    quoted(c.id()),
                    c.train(),
                    c.test(),
                    c.classes(),
                    c.entropy(),
                    c.distance(),
                    c.digest()))
        .collect(
            Collectors.joining("", "client,id,train,test,classes,entropy,distance,digest\n", ""));
  }

  private static String page(
      String name, PopulationSpec spec, PopulationReport report, byte[] labels, byte[] sizes) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>")
        .append(escaped(name))
        .append("</title>\n<style>body{font:15px sans-serif;max-width:920px;margin:2em auto}")
        .append("td,th{padding:.2em .8em;text-align:right}th:first-child,td:first-child")
        .append("{text-align:left}table{border-collapse:collapse}tr{border-bottom:1px solid #ddd}")
        .append(".figures td{text-align:left}img{max-width:100%}</style>\n<h1>")
        .append(escaped(name))
        .append("</h1>\n<table class=\"figures\">\n");
    figures(spec, report)
        .forEach(
            (figure, value) ->
                page.append(text("<tr><th>%s<td>%s\n", escaped(figure), escaped(value))));
    page.append("</table>\n");
    page.append(image("Shares of the classes over the clients", labels));
    if (report.labels().length > PopulationPlots.MOST_CLASSES) {
      page.append(text("<p>The %d most frequent classes.\n", PopulationPlots.MOST_CLASSES));
    }
    page.append(image("Clients by number of examples", sizes));
    page.append("<table>\n<tr><th>client<th>train<th>test<th>classes<th>entropy<th>distance\n");
    for (ClientFigures c : report.clients().stream().limit(LISTED).toList()) {
      page.append(
          text(
              "<tr><td>%s<td>%d<td>%d<td>%d<td>%.3f<td>%.3f\n",
              escaped(c.id()), c.train(), c.test(), c.classes(), c.entropy(), c.distance()));
    }
    page.append("</table>\n");
    if (report.clients().size() > LISTED) {
      page.append(
          text(
              "<p>The first %d of the %,d clients in clients.csv.\n",
              LISTED, report.clients().size()));
    }
    return page.append("</html>\n").toString();
  }

  private static String image(String what, byte[] png) {
    return text(
        "<p><img alt=\"%s\" src=\"data:image/png;base64,%s\">\n",
        what, Base64.getEncoder().encodeToString(png));
  }

  private static String quoted(String id) {
    return id.matches("[^\",\r\n]*") ? id : '"' + id.replace("\"", "\"\"") + '"';
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
