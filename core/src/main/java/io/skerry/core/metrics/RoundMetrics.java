package io.skerry.core.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A round's figures over its cohort.
 *
 * @param clients clients whose answer arrived, the diverged ones included
 * @param diverged clients whose update was left out
 * @param dropped clients of the cohort that were lost; no other figure but bytes includes them
 * @param samples training examples of all of them
 * @param trainLoss mean loss while training over the examples of clients that did not diverge and
 *     drew some; NaN where there are none
 * @param trainAccuracy share of these examples predicted rightly while training; NaN likewise
 * @param clipped share of clients whose update was clipped; NaN for an empty cohort
 * @param clip L2 norm to which updates were clipped; null without a clip
 * @param medianUpdateNorm median L2 norm of updates before any clip; NaN likewise
 * @param signalToNoise norm of the clipped mean over the expected norm of the noise in it; null
 *     without noise. Where clients add the noise the clean norm is estimated, as a server would, by
 *     subtracting the noise's expected energy
 * @param epsilon of all rounds so far; null without privacy
 */
public record RoundMetrics(
    int round,
    long clients,
    long diverged,
    long dropped,
    long samples,
    double trainLoss,
    double trainAccuracy,
    double clipped,
    @Nullable Double clip,
    double medianUpdateNorm,
    long bytesUp,
    long bytesDown,
    @Nullable Double signalToNoise,
    @Nullable Double epsilon) {

  /** Figures of the cohort's rows, summed in their order. */
  public static RoundMetrics of(
      int round,
      List<ClientRow> cohort,
      @Nullable Double clip,
      @Nullable Double signalToNoise,
      @Nullable Double epsilon) {
    List<ClientRow> rows =
        cohort.stream().filter(row -> row.status() != ClientStatus.DROPPED).toList();
    long samples = 0;
    long summed = 0;
    long diverged = 0;
    long clipped = 0;
    long bytesUp = 0;
    long bytesDown = 0;
    double loss = 0;
    double accuracy = 0;
    for (ClientRow row : rows) {
      samples += row.samples();
      diverged += row.status() == ClientStatus.DIVERGED ? 1 : 0;
      clipped += row.clipped() ? 1 : 0;
      boolean drewNothing = row.flops() == 0 && Double.isNaN(row.loss());
      if (row.status() == ClientStatus.OK && !drewNothing) {
        summed += row.samples();
        loss += row.loss() * row.samples();
        accuracy += row.accuracy() * row.samples();
      }
    }
    for (ClientRow row : cohort) {
      bytesUp += row.bytesUp();
      bytesDown += row.bytesDown();
    }
    double[] norms = rows.stream().mapToDouble(ClientRow::updateNorm).toArray();
    return new RoundMetrics(
        round,
        rows.size(),
        diverged,
        cohort.size() - rows.size(),
        samples,
        loss / summed,
        accuracy / summed,
        rows.isEmpty() ? Double.NaN : (double) clipped / rows.size(),
        clip,
        rows.isEmpty() ? Double.NaN : Percentiles.of(norms).p50(),
        bytesUp,
        bytesDown,
        signalToNoise,
        epsilon);
  }
}
