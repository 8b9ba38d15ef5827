package io.skerry.core.data;

import io.skerry.core.InvalidInputException;
import io.skerry.core.schedule.RoundPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several populations as one: the clients of the first, then those of the next. A client is named
 * after its component and its name there, such as {@code north/17}; its component is its cluster.
 */
public final class MixturePopulation implements Population {
  private static final long serialVersionUID = 1L;

  /** The column that names each client's cluster. */
  public static final String COLUMN = "component";

  private final List<Component> components;
  private final long[] starts;
  // One object for all callers: a runner caches a population's blocks by its identity.
  private final @Nullable MixturePopulation centralTest;

  /** One of the populations. */
  public record Component(String name, Population population) implements Serializable {}

  private record Identity(List<String> names, List<String> digests) {}

  /**
   * Joins populations with equal examples.
   *
   * @throws InvalidInputException where their examples differ, or only some hold examples out
   */
  public MixturePopulation(List<Component> components) {
    this.components = List.copyOf(components);
    this.starts = new long[components.size() + 1];
    PopulationSpec first = components.get(0).population().spec();
    for (int i = 0; i < components.size(); i++) {
      PopulationSpec spec = components.get(i).population().spec();
      if (!spec.data().equals(first.data()) || spec.heldOut() != first.heldOut()) {
        throw new InvalidInputException(
            "data.components: "
                + components.get(i).name()
                + " has "
                + described(spec)
                + ", expected "
                + described(first)
                + " as "
                + components.get(0).name());
      }
      starts[i + 1] = starts[i] + spec.clients();
    }
    List<Component> tests =
        components.stream()
            .flatMap(
                c -> c.population().centralTest().map(t -> new Component(c.name(), t)).stream())
            .toList();
    this.centralTest = tests.isEmpty() ? null : new MixturePopulation(tests);
  }

  private static String described(PopulationSpec spec) {
    DataSpec data = spec.data();
    return "examples of shape "
        + data.shape()
        + (data.vocabulary() > 0 ? " out of " + data.vocabulary() + " tokens" : "")
        + " in "
        + data.classes()
        + " classes, "
        + (spec.heldOut() ? "some" : "none")
        + " held out";
  }

  @Override
  public PopulationSpec spec() {
    List<PopulationSpec> specs = components.stream().map(c -> c.population().spec()).toList();
    boolean counted = specs.stream().allMatch(spec -> spec.samples() >= 0);
    return new PopulationSpec(
        starts[components.size()],
        counted ? specs.stream().mapToLong(PopulationSpec::samples).sum() : -1,
        specs.stream().mapToInt(PopulationSpec::maxSamples).max().orElseThrow(),
        specs.get(0).data(),
        specs.get(0).heldOut(),
        COLUMN,
        PopulationSpec.digest(
            "mixture",
            new Identity(
                components.stream().map(Component::name).toList(),
                specs.stream().map(PopulationSpec::digest).toList())));
  }

  @Override
  public ClientBlock open(long from, long until) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      long first = Math.max(from, starts[i]);
      long end = Math.min(until, starts[i + 1]);
      if (first < end) {
        Component component = components.get(i);
        ClientBlock block = component.population().open(first - starts[i], end - starts[i]);
        parts.add(new Part(component.name(), starts[i], block));
      }
    }
    return new Block(from, until, List.copyOf(parts));
  }

  @Override
  public double costBefore(long ordinal) {
    return IntStream.range(0, components.size())
        .mapToDouble(
            i ->
                components
                    .get(i)
                    .population()
                    .costBefore(Math.max(0, Math.min(ordinal, starts[i + 1]) - starts[i])))
        .sum();
  }

  @Override
  public boolean onDemand() {
    return components.stream().allMatch(component -> component.population().onDemand());
  }

  @Override
  public Optional<Population> centralTest() {
    return Optional.ofNullable(centralTest);
  }

  /** Clients of one component, whose ordinals there are {@code start} less. */
  private record Part(String name, long start, ClientBlock block) implements Serializable {
    ClientData named(ClientData client) {
      return new ClientData(
          start + client.ordinal(), name + "/" + client.id(), name, client.train(), client.test());
    }
  }

  private record Block(long from, long until, List<Part> parts) implements ClientBlock {

    @Override
    public ClientData client(long ordinal) {
      Part part = part(ordinal);
      return part.named(part.block().client(ordinal - part.start()));
    }

    @Override
    public ClientData client(long ordinal, int round) {
      Part part = part(ordinal);
      return part.named(part.block().client(ordinal - part.start(), round));
    }

    @Override
    public void forEach(long[] ordinals, int round, Consumer<ClientData> visitor) {
      for (Part part : parts) {
        ClientBlock block = part.block();
        long[] own =
            RoundPlan.within(ordinals, part.start() + block.from(), part.start() + block.until());
        Arrays.setAll(own, i -> own[i] - part.start());
        block.forEach(own, round, client -> visitor.accept(part.named(client)));
      }
    }

    private Part part(long ordinal) {
      for (Part part : parts) {
        if (ordinal >= part.start() + part.block().from()
            && ordinal < part.start() + part.block().until()) {
          return part;
        }
      }
      throw new IndexOutOfBoundsException("client " + ordinal);
    }
  }
}
