package io.skerry.core.schedule;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.KeyedPermutation;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Which clients take part in each round: a synchronous round of a cohort drawn by (seed, round), at
 * a cost that grows with the cohort only.
 *
 * @param sampling how the cohort is drawn
 * @param size its size, or its expected size
 * @param clients clients of the population
 * @param key from which each round's key derives
 * @param given ascending cohorts that stand in for drawn ones, in a cycle; empty where they are
 *     drawn
 * @param dropout probability with which a client of a cohort is lost
 */
public record Schedule(
    Sampling sampling, int size, long clients, RandomKey key, List<long[]> given, double dropout) {

  public Schedule {
    given = List.copyOf(given);
    Dropout.check(dropout);
    if (size < 1 || size > clients) {
      throw new InvalidInputException(
          "cohort.size: expected 1 to " + clients + ", the clients of the population, not " + size);
    }
  }

  /** Cohorts that are drawn, of which nobody is lost. */
  public Schedule(Sampling sampling, int size, long clients, RandomKey key) {
    this(sampling, size, clients, key, List.of(), 0);
  }

  /** The same cohorts, of which each client is lost with probability {@code dropout}. */
  public Schedule withDropout(double dropout) {
    return new Schedule(sampling, size, clients, key, given, dropout);
  }

  /**
   * Cohorts that somebody else drew, each of the same number of clients without replacement; after
   * the last the first comes again.
   */
  public static Schedule given(List<long[]> cohorts, long clients, RandomKey key) {
    List<long[]> ascending =
        cohorts.stream().map(c -> LongStream.of(c).sorted().toArray()).toList();
    return new Schedule(Sampling.UNIFORM, cohorts.get(0).length, clients, key, ascending, 0);
  }

  /** The share of the population that takes part in a round: the sampling probability. */
  public double rate() {
    return (double) size / clients;
  }

  /** How many clients a round's updates are expected from. */
  public double expectedReports() {
    return size * (1 - dropout);
  }

  /**
   * A number of clients that no round exceeds; a Poisson cohort stays within twelve standard
   * deviations for all practical purposes. It follows from the configured size alone.
   */
  public double mostClients() {
    return sampling == Sampling.POISSON ? size + 12 * Math.sqrt(size) : size;
  }

  /** Rounds after which the cohorts come again, under cyclic sampling. */
  public long cycle() {
    return (clients + size - 1) / size;
  }

  /** The plan of a round, numbered from 1. */
  public RoundPlan plan(int round) {
    RandomKey roundKey = key.child(round);
    return new RoundPlan(round, cohort(round, roundKey), this, roundKey);
  }

  private long[] cohort(int round, RandomKey roundKey) {
    if (!given.isEmpty()) {
      return given.get((round - 1) % given.size());
    }
    RandomStream stream = roundKey.child("cohort").stream();
    return switch (sampling) {
      case POISSON -> poisson(stream);
      case UNIFORM -> uniform(stream);
      case CYCLIC -> turn((round - 1) % cycle());
    };
  }

  /** Gaps between independent coin tosses that succeed are geometric. */
  private long[] poisson(RandomStream stream) {
    if (size == clients) {
      return LongStream.range(0, clients).toArray();
    }
    double logMiss = StrictMath.log1p(-rate());
    long[] cohort = new long[size + 16];
    int drawn = 0;
    for (double next = -1; ; ) {
      next += 1 + Math.floor(StrictMath.log(stream.nextPositiveDouble()) / logMiss);
      if (next >= clients) {
        return Arrays.copyOf(cohort, drawn);
      }
      if (drawn == cohort.length) {
        cohort = Arrays.copyOf(cohort, 2 * drawn);
      }
      cohort[drawn++] = (long) next;
    }
  }

  /** Cohorts of a cycle differ in size by one client at the most. */
  private long[] turn(long turn) {
    KeyedPermutation order = new KeyedPermutation(clients, key.child("order"));
    return LongStream.range(turn * clients / cycle(), (turn + 1) * clients / cycle())
        .map(order::apply)
        .sorted()
        .toArray();
  }

  /** Floyd's sample without replacement (Bentley and Floyd 1987). */
  private long[] uniform(RandomStream stream) {
    Set<Long> drawn = new HashSet<>(2 * size);
    for (long j = clients - size; j < clients; j++) {
      long t = stream.nextLong(j + 1);
      if (!drawn.add(t)) {
        drawn.add(j);
      }
    }
    return drawn.stream().mapToLong(Long::longValue).sorted().toArray();
  }
}
