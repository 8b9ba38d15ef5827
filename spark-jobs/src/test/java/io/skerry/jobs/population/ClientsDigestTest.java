package io.skerry.jobs.population;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.core.data.ByteFeatures;
import io.skerry.partitioners.ClientExamples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ClientsDigestTest {

  @Test
  void plus_beyond64Bits_carries() {
    ClientsDigest sum = new ClientsDigest(1, -1).plus(new ClientsDigest(2, 3));
    assertEquals(new ClientsDigest(4, 2), sum);
    assertEquals("00000000000000040000000000000002", sum.hex());
  }

  @Test
  void of_clientsThatDifferInOneThing_differ() {
    List<StoredClient> clients =
        List.of(
            client(0, "a", null, 1, 1, 2),
            client(1, "a", null, 1, 1, 2),
            client(0, "b", null, 1, 1, 2),
            client(0, "a", "", 1, 1, 2),
            client(0, "a", "c", 1, 1, 2),
            client(0, "ac", "", 1, 1, 2),
            client(0, "a", null, 0, 1, 2),
            client(0, "a", null, 1, 3, 2),
            client(0, "a", null, 1, 1, 3));
    Stream<String> digests = clients.stream().map(client -> client.digest().hex());
    assertEquals(clients.size(), digests.distinct().count());
  }

  private static StoredClient client(
      long ordinal, String id, String cluster, int trainSize, float label, int value) {
    return StoredClient.of(
        ordinal,
        new ClientExamples(
            id,
            cluster,
            new ByteFeatures(new byte[] {(byte) value}, 1),
            new float[] {label},
            trainSize));
  }
}
