package io.skerry.jobs.bench;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.PackedBlock;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Clients whose examples lie in flat files: client k owns rows offsets[k] to offsets[k + 1] of
 * x.bin and y.bin.
 *
 * @param data what a row is
 */
record FlatClients(FlatFiles files, long[] offsets, DataSpec data) implements Population {

  @Override
  public PopulationSpec spec() {
    int most = IntStream.range(0, clients()).map(this::size).max().orElse(0);
    return new PopulationSpec(
        clients(), offsets[clients()] - offsets[0], most, data, false, null, "flat files");
  }

  int size(int client) {
    return Math.toIntExact(offsets[client + 1] - offsets[client]);
  }

  @Override
  public ClientBlock open(long from, long until) {
    int width = data.width();
    int first = Math.toIntExact(from);
    int last = Math.toIntExact(until);
    long start = offsets[first];
    int rows = Math.toIntExact(offsets[last] - start);
    int values = Math.multiplyExact(rows, width);
    float[] x =
        data.vocabulary() > 0
            ? files.intsAsFloats("x.bin", start * width, values)
            : files.floats("x.bin", start * width, values);
    return new PackedBlock(
        from,
        new FloatFeatures(x, width),
        files.intsAsFloats("y.bin", start, rows),
        IntStream.rangeClosed(first, last).map(k -> Math.toIntExact(offsets[k] - start)).toArray(),
        IntStream.range(first, last).map(this::size).toArray(),
        LongStream.range(from, until).mapToObj(Long::toString).toList(),
        null);
  }

  @Override
  public double costBefore(long ordinal) {
    return offsets[Math.toIntExact(ordinal)] - offsets[0];
  }

  private int clients() {
    return offsets.length - 1;
  }
}
