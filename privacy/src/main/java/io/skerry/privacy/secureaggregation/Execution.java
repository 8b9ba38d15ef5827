package io.skerry.privacy.secureaggregation;

import io.skerry.privacy.secureaggregation.Message.Delivery;
import io.skerry.privacy.secureaggregation.Message.Endorsements;
import io.skerry.privacy.secureaggregation.Message.FromClient;
import io.skerry.privacy.secureaggregation.Message.Roster;
import io.skerry.privacy.secureaggregation.Message.Survivors;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One execution of the protocol with its clients and its server in one process, clients side by
 * side. What each sends and receives is counted, and each is timed.
 */
public final class Execution {
  private final Terms terms;
  private final SecureServer server;
  private final SecureClient[] clients;
  private final AtomicLongArray bytesUp;
  private final AtomicLongArray bytesDown;
  private final AtomicLongArray nanos;
  private long serverNanos;

  private Execution(Terms terms, IntFunction<SecureClient> client) {
    int count = terms.graph().clients();
    this.terms = terms;
    this.server = new SecureServer(terms);
    this.clients = IntStream.range(0, count).mapToObj(client).toArray(SecureClient[]::new);
    this.bytesUp = new AtomicLongArray(count);
    this.bytesDown = new AtomicLongArray(count);
    this.nanos = new AtomicLongArray(count);
  }

  /**
   * What came of it.
   *
   * @param bytesUp what the server received of each client
   * @param bytesDown what it sent to each
   * @param clientNanos processor time of each client
   * @param serverNanos processor time of the server
   */
  public record Outcome(
      UnmaskedSum sum, long[] bytesUp, long[] bytesDown, long[] clientNanos, long serverNanos) {}

  /**
   * Runs the protocol to its end.
   *
   * @param client makes the client of a number
   * @param contribution what the client of a number gives
   * @throws SecureAggregationException where too few clients remain
   */
  public static Outcome run(
      Terms terms,
      IntFunction<SecureClient> client,
      IntFunction<Contribution> contribution,
      Dropouts dropouts) {
    return new Execution(terms, client).run(contribution, dropouts);
  }

  private Outcome run(IntFunction<Contribution> contribution, Dropouts dropouts) {
    List<Integer> all = IntStream.range(0, clients.length).boxed().toList();
    each(all, i -> clients[i].advertise(), server::receive);
    SortedMap<Integer, Roster> rosters = timed(server::closeAdvertising);

    List<Integer> sharing = without(all, dropouts.beforeSharing());
    each(sharing, i -> clients[i].share(down(i, rosters.get(i))), server::receive);
    SortedMap<Integer, Delivery> deliveries = timed(server::closeSharing);

    Set<Integer> lost = dropouts.afterMasking();
    each(
        sharing,
        i -> {
          clients[i].receive(down(i, deliveries.get(i)));
          Message.MaskedVector vector = clients[i].mask(contribution.apply(i));
          return lost.contains(i) ? null : vector;
        },
        server::receive);
    SortedMap<Integer, Survivors> survivors = timed(server::closeMasking);

    List<Integer> answering = without(survivors.keySet(), dropouts.beforeUnmasking());
    Endorsements endorsements = endorse(answering, survivors);
    each(
        answering,
        i ->
            clients[i].unmask(
                down(i, survivors.get(i)), terms.active() ? down(i, endorsements) : endorsements),
        server::receive);
    UnmaskedSum sum = timed(server::finish);
    return new Outcome(sum, values(bytesUp), values(bytesDown), values(nanos), serverNanos);
  }

  private Endorsements endorse(List<Integer> who, SortedMap<Integer, Survivors> survivors) {
    if (!terms.active()) {
      return Endorsements.none(terms.session());
    }
    each(who, i -> clients[i].endorse(Objects.requireNonNull(survivors.get(i))), server::receive);
    return timed(server::closeEndorsing);
  }

  /** Has each client answer, and the server receive each answer that arrives, one at a time. */
  private <M extends FromClient> void each(
      List<Integer> who, IntFunction<@Nullable M> answer, Consumer<M> receive) {
    who.parallelStream()
        .forEach(
            i -> {
              long start = cpu();
              M message = answer.apply(i);
              nanos.addAndGet(i, cpu() - start);
              if (message != null) {
                bytesUp.addAndGet(i, message.bytes());
                synchronized (server) {
                  long arrived = cpu();
                  receive.accept(message);
                  serverNanos += cpu() - arrived;
                }
              }
            });
  }

  private <M extends Message> M down(int client, @Nullable M message) {
    M sent = Objects.requireNonNull(message);
    bytesDown.addAndGet(client, sent.bytes());
    return sent;
  }

  private <T> T timed(Supplier<T> work) {
    long start = cpu();
    T result = work.get();
    serverNanos += cpu() - start;
    return result;
  }

  /** Of this thread: clients side by side do not slow each other down on paper. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static List<Integer> without(Collection<Integer> clients, Set<Integer> lost) {
    return clients.stream().filter(client -> !lost.contains(client)).toList();
  }

  private static long[] values(AtomicLongArray counts) {
    return IntStream.range(0, counts.length()).mapToLong(counts::get).toArray();
  }
}
