package io.skerry.privacy.secureaggregation;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Terms, clients and contributions for tests. */
final class Cast {
  final RandomKey key;
  final Terms terms;
  private final List<KeyPair> identities = new ArrayList<>();

  Cast(Terms terms, RandomKey key) {
    this.key = key;
    this.terms = terms;
    for (int i = 0; terms.active() && i < terms.graph().clients(); i++) {
      identities.add(Identity.newKeys(new SecureRandom()));
    }
  }

  /** All clients neighbours, the least threshold that is allowed. */
  static Cast complete(int clients, int length, boolean active) {
    RandomKey key = RandomKey.of(7);
    Neighbourhoods graph = Neighbourhoods.complete(clients);
    int threshold = Terms.leastThreshold(clients, active);
    return new Cast(new Terms(SessionId.of(key), graph, threshold, length, active), key);
  }

  static Cast sparse(int clients, int degree, int length) {
    RandomKey key = RandomKey.of(8);
    Neighbourhoods graph = Neighbourhoods.harary(clients, degree, key);
    int threshold = Terms.leastThreshold(degree + 1, false);
    return new Cast(new Terms(SessionId.of(key), graph, threshold, length, false), key);
  }

  SecureClient client(int number) {
    return new SecureClient(terms, number, key.child(number), identity(number));
  }

  Identity identity(int number) {
    List<PublicKey> everyone = identities.stream().map(KeyPair::getPublic).toList();
    return terms.active() ? new Identity(identities.get(number).getPrivate(), everyone) : null;
  }

  /** Values from the whole ring, so that sums wrap around. */
  Contribution contribution(int number) {
    RandomStream stream = key.child("contribution").child(number).stream();
    return Contribution.of(
        LongStream.generate(stream::nextLong).limit(terms.length()).toArray(),
        stream.nextInt(1000));
  }

  Execution.Outcome run(Dropouts dropouts) {
    return Execution.run(terms, this::client, this::contribution, dropouts);
  }

  /** The sum without any cryptography. */
  UnmaskedSum plain(Set<Integer> left) {
    long[] sum = new long[terms.maskedLength()];
    IntStream.range(0, terms.graph().clients())
        .filter(i -> !left.contains(i))
        .forEach(i -> SecureServer.addTo(sum, contribution(i).packed()));
    return UnmaskedSum.unpacked(sum);
  }
}
