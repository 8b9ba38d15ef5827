package io.skerry.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.MixturePopulation.Component;
import io.skerry.core.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class MixturePopulationTest {
  private static final MixturePopulation MIXTURE =
      new MixturePopulation(
          List.of(
              new Component("north", new Toy(2, 3, false)),
              new Component("south", new Toy(3, 1, false))));

  @Test
  void spec_joinsClientsAndSamples() {
    PopulationSpec spec = MIXTURE.spec();

    assertEquals(5, spec.clients());
    assertEquals(9, spec.samples());
    assertEquals(3, spec.maxSamples());
    assertEquals("component", spec.clusterColumn());
    assertEquals(2 + 2, MIXTURE.costBefore(4));
    assertNotEquals(
        new MixturePopulation(
                List.of(
                    new Component("south", new Toy(2, 3, false)),
                    new Component("north", new Toy(3, 1, false))))
            .spec()
            .digest(),
        spec.digest());
  }

  @Test
  void open_anyRange_givesTheClientsOfItsComponents() {
    List<String> expected =
        List.of(
            "0 north/0 north 3",
            "1 north/1 north 3",
            "2 south/0 south 1",
            "3 south/1 south 1",
            "4 south/2 south 1");
    for (int from = 0; from <= 5; from++) {
      for (int until = from; until <= 5; until++) {
        ClientBlock block = MIXTURE.open(from, until);
        List<String> visited = new ArrayList<>();
        block.forEach(
            LongStream.range(from, until).toArray(), 1, client -> visited.add(text(client)));
        assertEquals(expected.subList(from, until), visited);
        assertEquals(
            visited, IntStream.range(from, until).mapToObj(i -> text(block.client(i))).toList());
      }
    }
  }

  @Test
  void centralTest_isThatOfAllComponents() {
    assertEquals(Optional.empty(), MIXTURE.centralTest());
    Population test =
        new MixturePopulation(
                List.of(
                    new Component("north", new Toy(2, 3, true)),
                    new Component("south", new Toy(3, 1, false))))
            .centralTest()
            .orElseThrow();
    assertEquals("0 north/0 north 1", text(test.open(0, 1).client(0)));
    assertEquals(1, test.spec().clients());
  }

  @Test
  void of_examplesThatDiffer_isRefusedByName() {
    Population wider =
        new HeldOutPopulation(new Toy(1, 1, false), new HoldOut(0.5, RandomKey.of(1)));
    assertEquals(
        "data.components: south has examples of shape [1] in 2 classes, some held out, expected"
            + " examples of shape [1] in 2 classes, none held out as north",
        assertThrows(
                InvalidInputException.class,
                () ->
                    new MixturePopulation(
                        List.of(
                            new Component("north", new Toy(1, 1, false)),
                            new Component("south", wider))))
            .getMessage());
  }

  private static String text(ClientData client) {
    return client.ordinal()
        + " "
        + client.id()
        + " "
        + client.cluster()
        + " "
        + client.train().size();
  }

  /** Clients with as many examples each. */
  private record Toy(int clients, int samples, boolean tested) implements Population {
    @Override
    public PopulationSpec spec() {
      return new PopulationSpec(
          clients,
          (long) clients * samples,
          samples,
          new DataSpec(List.of(1), 2),
          false,
          null,
          "toy of " + samples);
    }

    @Override
    public ClientBlock open(long from, long until) {
      int rows = (int) (until - from) * samples;
      return new PackedBlock(
          from,
          new FloatFeatures(new float[rows], 1),
          new float[rows],
          IntStream.rangeClosed(0, (int) (until - from)).map(i -> i * samples).toArray(),
          IntStream.range(0, (int) (until - from)).map(i -> samples).toArray(),
          LongStream.range(from, until).mapToObj(Long::toString).toList(),
          null);
    }

    @Override
    public Optional<Population> centralTest() {
      return tested ? Optional.of(new Toy(1, 1, false)) : Optional.empty();
    }
  }
}
