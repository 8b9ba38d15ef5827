package io.skerry.privacy.secureaggregation;

import java.util.List;
import java.util.SortedMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What a server sees of updates. */
final class Vectors {
  private Vectors() {}

  static List<long[]> masked(Cast cast, IntFunction<Contribution> contribution) {
    int count = cast.terms.graph().clients();
    List<SecureClient> clients = IntStream.range(0, count).mapToObj(cast::client).toList();
    SecureServer server = new SecureServer(cast.terms);
    clients.forEach(client -> server.receive(client.advertise()));
    SortedMap<Integer, Message.Roster> rosters = server.closeAdvertising();
    for (int i = 0; i < count; i++) {
      server.receive(clients.get(i).share(rosters.get(i)));
    }
    SortedMap<Integer, Message.Delivery> deliveries = server.closeSharing();
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              clients.get(i).receive(deliveries.get(i));
              return clients.get(i).mask(contribution.apply(i)).values();
            })
        .toList();
  }
}
