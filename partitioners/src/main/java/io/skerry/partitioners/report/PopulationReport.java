package io.skerry.partitioners.report;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * What the clients of a population have. Of more than 10,000 clients, 100 runs of 100 neighbours at
 * equal distances are looked at, so that time and memory are bounded whatever the population. Where
 * labels are real numbers, all examples count as of one class.
 *
 * @param population number of clients in all
 * @param clients the clients looked at, ascending
 * @param labels examples of these clients by class
 * @param mix for each of at most 100 groups of neighbouring clients among these, examples by class
 */
public record PopulationReport(
    long population, List<ClientFigures> clients, long[] labels, long[][] mix) {

  private static final int MOST = 10_000;
  private static final int RUN = 100;
  private static final int GROUPS = 100;

  /** Looks at a population, twice: its mean mix comes first. */
  public static PopulationReport of(Population population) {
    long[] starts = starts(population.spec().clients());
    int classes = population.spec().data().outputs();
    int shown = (int) Math.min(population.spec().clients(), MOST);
    int groups = Math.min(shown, GROUPS);
    long[][] mix = new long[groups][classes];
    int[] position = {0};
    forEach(
        population,
        starts,
        client -> {
          int group = (int) ((long) position[0]++ * groups / shown);
          ClientCount.of(client, classes).addTo(mix[group]);
        });
    long[] labels = new long[classes];
    for (long[] group : mix) {
      Arrays.setAll(labels, c -> labels[c] + group[c]);
    }
    List<ClientFigures> figures = new ArrayList<>(shown);
    forEach(
        population,
        starts,
        client -> figures.add(ClientCount.of(client, classes).figures(client, labels)));
    return new PopulationReport(population.spec().clients(), List.copyOf(figures), labels, mix);
  }

  /** First clients of the runs that are looked at. */
  private static long[] starts(long clients) {
    if (clients <= MOST) {
      long[] starts = new long[(int) ((clients + RUN - 1) / RUN)];
      Arrays.setAll(starts, i -> (long) i * RUN);
      return starts;
    }
    long[] starts = new long[MOST / RUN];
    Arrays.setAll(starts, i -> i * (clients - RUN) / (starts.length - 1));
    return starts;
  }

  private static void forEach(Population population, long[] starts, Consumer<ClientData> look) {
    for (long start : starts) {
      long end = Math.min(start + RUN, population.spec().clients());
      population
          .open(start, end)
          .forEach(LongStream.range(start, end).toArray(), ClientBlock.LAST_ROUND, look);
    }
  }

  /** Examples of the clients looked at. */
  public long samples() {
    return clients.stream().mapToLong(ClientFigures::samples).sum();
  }

  /** Mean number of examples of the clients looked at. */
  public double meanSamples() {
    return (double) samples() / clients.size();
  }

  /** Standard deviation of their numbers of examples, of these clients and no others. */
  public double deviationOfSamples() {
    double mean = meanSamples();
    double squares = 0;
    for (ClientFigures client : clients) {
      squares += (client.samples() - mean) * (client.samples() - mean);
    }
    return Math.sqrt(squares / clients.size());
  }

  /** Mean distance of these clients' mixes from that of all of them. */
  public double meanDistance() {
    return clients.stream().mapToDouble(ClientFigures::distance).average().orElse(0);
  }

  /** Mean entropy of these clients' classes, in bits. */
  public double meanEntropy() {
    return clients.stream().mapToDouble(ClientFigures::entropy).average().orElse(0);
  }
}
