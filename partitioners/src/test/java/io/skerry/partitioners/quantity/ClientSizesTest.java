package io.skerry.partitioners.quantity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ClientSizesTest {
  private static final RandomKey KEY = RandomKey.of(5);

  @Test
  void runs_smallCases_haveTheSizesOfTheirFormula() {
    assertArrayEquals(new long[] {4, 3, 3}, sizes(new EqualSizes(3), 10));
    assertArrayEquals(new long[] {2, 5}, sizes(new ListedSizes(List.of(2, 5)), 10));
    assertArrayEquals(new long[] {10, 20, 30, 40}, sizes(IdSizes.linear(4), 100));
    // 100/14 = 7.1, 400/14 = 28.6; what is left over goes to the last.
    assertArrayEquals(new long[] {7, 28, 65}, sizes(IdSizes.square(3), 100));
    // Shares e / (e + e^2 + e^3) = 0.090 and 0.245.
    assertArrayEquals(new long[] {9, 24, 67}, sizes(IdSizes.exponential(3), 100));
    assertArrayEquals(new long[] {33, 33, 34}, sizes(IdSizes.power(3, 0), 100));
    // One each; of 11 more, ends at 6, 9 and 11.
    assertArrayEquals(new long[] {7, 4, 3}, sizes(new PowerLawSizes(3, 1), 14));
    assertArrayEquals(new long[] {4, 4, 4}, sizes(new LognormalSizes(3, 0), 12));
  }

  static Stream<ClientSizes> all() {
    return Stream.of(
        new EqualSizes(50),
        new ListedSizes(List.of(3, 1, 4, 1, 5, 9, 2, 6)),
        IdSizes.linear(50),
        IdSizes.square(10),
        IdSizes.exponential(6),
        new PowerLawSizes(50, 3),
        new LognormalSizes(50, 3),
        new LognormalSizes(50, 300));
  }

  @ParameterizedTest
  @MethodSource("all")
  void runs_everyPosition_belongsToTheClientInWhoseRunItIs(ClientSizes sizes) {
    Runs runs = sizes.runs(4321, KEY);
    long position = 0;
    for (int client = 0; client < sizes.clients(); client++) {
      assertEquals(client, runs.client(position));
      position += runs.size(client);
      assertEquals(client, runs.client(position - 1));
    }

    assertEquals(runs.total(), position);
    assertEquals(sizes.clients(), runs.clients());
  }

  @Test
  void lognormal_manyClients_haveItsMedianAndSpread() {
    Runs runs = new LognormalSizes(10_000, 1).runs(100_000_000, KEY);
    double mean = 0;
    double squares = 0;
    for (int client = 0; client < 10_000; client++) {
      double log = Math.log(runs.size(client));
      mean += log / 10_000;
      squares += log * log / 10_000;
    }

    // Sizes are 10^4 exp(z) / E exp(z), and E exp(z) = e^(1/2).
    assertEquals(Math.log(10_000) - 0.5, mean, 0.05);
    assertEquals(1, Math.sqrt(squares - mean * mean), 0.03);
  }

  @Test
  void runs_impossible_nameTheKey() {
    assertRefused("partitioner.clients: expected at least 1, not 0", () -> new EqualSizes(0));
    assertRefused(
        "partitioner.clients: expected at most 2, one an example, not 3",
        () -> sizes(new LognormalSizes(3, 1), 2));
    assertRefused(
        "partitioner.sizes: expected at most 6 examples in all, as the data has, not 7",
        () -> sizes(new ListedSizes(List.of(2, 5)), 6));
    assertRefused(
        "partitioner.sizes: expected a number of at least 1 for each client, not [2, 0]",
        () -> new ListedSizes(List.of(2, 0)));
    assertRefused(
        "partitioner.clients: of 1000 examples client 0 would get none, expected fewer clients than"
            + " 50",
        () -> sizes(IdSizes.exponential(50), 1000));
    assertRefused(
        "partitioner.sizes.sigma: expected a number of at least 0, not -1.0",
        () -> new LognormalSizes(3, -1));
    assertRefused(
        "partitioner.sizes.exponent: expected a number of at least 0, not NaN",
        () -> new PowerLawSizes(3, Double.NaN));
    assertRefused(
        "partitioner.power: expected a number, not Infinity",
        () -> IdSizes.power(3, Double.POSITIVE_INFINITY));
  }

  private static long[] sizes(ClientSizes sizes, long total) {
    Runs runs = sizes.runs(total, KEY);
    long[] each = new long[runs.clients()];
    for (int client = 0; client < each.length; client++) {
      each[client] = runs.size(client);
    }
    return each;
  }

  private static void assertRefused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(InvalidInputException.class, work).getMessage());
  }
}
