package io.skerry.jobs.population;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the samples are, coarsely: bucket i covers the ordinals from the end of the one before up
 * to {@code until[i]} and holds {@code samples[i]}.
 */
record SampleTable(List<Long> until, List<Long> samples) implements Serializable {
  /** The most buckets of a population. */
  static final int LIMIT = 1000;

  SampleTable {
    until = List.copyOf(until);
    samples = List.copyOf(samples);
  }

  /** One table of consecutive ones, with at most {@link #LIMIT} buckets. */
  static SampleTable join(List<SampleTable> parts) {
    List<Long> until = new ArrayList<>();
    List<Long> samples = new ArrayList<>();
    for (SampleTable part : parts) {
      until.addAll(part.until);
      samples.addAll(part.samples);
    }
    return new SampleTable(until, samples).coarser(Math.max(1, (until.size() + LIMIT - 1) / LIMIT));
  }

  /** About how many samples the clients before {@code ordinal} have. */
  double before(long ordinal) {
    double before = 0;
    long from = 0;
    for (int bucket = 0; bucket < until.size() && from < ordinal; bucket++) {
      long end = until.get(bucket);
      double share = (double) (Math.min(ordinal, end) - from) / (end - from);
      before += share * samples.get(bucket);
      from = end;
    }
    return before;
  }

  private SampleTable coarser(int merged) {
    List<Long> ends = new ArrayList<>();
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < until.size(); i += merged) {
      int end = Math.min(i + merged, until.size());
      ends.add(until.get(end - 1));
      sums.add(samples.subList(i, end).stream().mapToLong(Long::longValue).sum());
    }
    return new SampleTable(ends, sums);
  }

  /** Collects clients one by one; buckets widen as they come. */
  static final class Builder {
    private final long from;
    private final List<Long> sums = new ArrayList<>();
    private long clients;
    private long width = 1;

    /** A table that starts at ordinal {@code from}. */
    Builder(long from) {
      this.from = from;
    }

    void add(long samples) {
      if (clients == width * LIMIT) {
        for (int i = 0; i < LIMIT / 2; i++) {
          sums.set(i, sums.get(2 * i) + sums.get(2 * i + 1));
        }
        sums.subList(LIMIT / 2, LIMIT).clear();
        width *= 2;
      }
      int bucket = (int) (clients / width);
      if (bucket == sums.size()) {
        sums.add(samples);
      } else {
        sums.set(bucket, sums.get(bucket) + samples);
      }
      clients++;
    }

    SampleTable build() {
      List<Long> until = new ArrayList<>();
      for (int i = 0; i < sums.size(); i++) {
        until.add(from + Math.min((i + 1) * width, clients));
      }
      return new SampleTable(until, sums);
    }
  }
}
