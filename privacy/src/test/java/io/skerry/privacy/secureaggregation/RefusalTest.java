package io.skerry.privacy.secureaggregation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.random.RandomKey;
import io.skerry.privacy.secureaggregation.Message.Advertisement;
import io.skerry.privacy.secureaggregation.Message.Delivery;
import io.skerry.privacy.secureaggregation.Message.Endorsement;
import io.skerry.privacy.secureaggregation.Message.Endorsements;
import io.skerry.privacy.secureaggregation.Message.MaskedVector;
import io.skerry.privacy.secureaggregation.Message.Roster;
import io.skerry.privacy.secureaggregation.Message.SealedShare;
import io.skerry.privacy.secureaggregation.Message.SealedShares;
import io.skerry.privacy.secureaggregation.Message.Survivors;
import io.skerry.privacy.secureaggregation.Message.Unmasking;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Five clients, of whom three must remain; each test stops at one step and does it wrongly. */
final class RefusalTest {
  private static final int COUNT = 5;
  private Cast cast = Cast.complete(COUNT, 4, false);
  private SecureServer server = new SecureServer(cast.terms);
  private List<SecureClient> clients = clients();
  private final List<Advertisement> advertisements = new ArrayList<>();
  private SortedMap<Integer, Roster> rosters = new TreeMap<>();
  private final List<SealedShares> sealed = new ArrayList<>();
  private SortedMap<Integer, Delivery> deliveries = new TreeMap<>();
  private final List<MaskedVector> vectors = new ArrayList<>();
  private SortedMap<Integer, Survivors> survivors = new TreeMap<>();

  @Test
  void server_duplicatedKeysOrShares_areRefused() {
    advertise();
    refused("client 0 sent this message before", () -> server.receive(advertisements.get(0)));
    rosters = server.closeAdvertising();
    SealedShares shares = clients.get(1).share(rosters.get(1));
    server.receive(shares);
    refused("client 1 sent this message before", () -> server.receive(shares));
  }

  @Test
  void server_duplicatedVectorOrAnswer_isRefused() {
    advertise();
    share();
    mask(COUNT);
    refused("client 2 sent this message before", () -> server.receive(vectors.get(2)));
    close();
    Unmasking answer = unmask(3);
    server.receive(answer);
    refused("client 3 sent this message before", () -> server.receive(answer));
  }

  @Test
  void server_unknownId_isRefused() {
    Advertisement of = clients.get(0).advertise();
    refused(
        "client 5 is not among the clients",
        () ->
            server.receive(
                new Advertisement(
                    of.session(), COUNT, of.channelKey(), of.maskKey(), of.signature())));
  }

  @Test
  void server_messageOfAnotherSession_isRefused() {
    SessionId other = SessionId.of(RandomKey.of(1));
    advertise();
    share();
    refused(
        "client 1 sent a message of another session",
        () -> server.receive(new MaskedVector(other, 1, new long[6])));
  }

  @Test
  void server_messageOfAnEarlierStep_isRefused() {
    advertise();
    share();
    refused("sent its message of step SHARE at step MASK", () -> server.receive(sealed.get(0)));
  }

  @Test
  void server_vectorOfAClientThatNeverShared_isRefused() {
    advertise();
    rosters = server.closeAdvertising();
    IntStream.range(0, 4).forEach(i -> server.receive(clients.get(i).share(rosters.get(i))));
    server.closeSharing();
    MaskedVector vector = new MaskedVector(cast.terms.session(), 4, new long[6]);
    refused("client 4 is not among the clients of this step", () -> server.receive(vector));
  }

  @Test
  void server_sharesNotForEachNeighbour_areRefused() {
    advertise();
    rosters = server.closeAdvertising();
    SealedShares all = clients.get(0).share(rosters.get(0));
    List<SealedShare> twice = new ArrayList<>(all.shares());
    twice.set(1, twice.get(0));
    refused(
        "client 0 did not send one share to each neighbour",
        () -> server.receive(new SealedShares(all.session(), 0, all.commitment(), twice)));
  }

  @Test
  void server_tamperedUnmaskingShare_isFoundAndNothingUnmasked() {
    advertise();
    share();
    mask(COUNT);
    close();
    IntStream.range(0, 2).forEach(i -> server.receive(unmask(i)));
    Unmasking honest = unmask(2);
    SortedMap<Integer, BigInteger> seeds = new TreeMap<>(honest.seeds());
    seeds.merge(1, BigInteger.ONE, BigInteger::add);
    server.receive(new Unmasking(honest.session(), 2, seeds, honest.maskSecrets()));

    refused("the shares of client 1's seed do not give", server::finish);
    refused("is closed at step OUT", server::finish);
  }

  @Test
  void server_tamperedShareOfADroppedClient_isFound() {
    advertise();
    share();
    mask(COUNT - 1);
    close();
    IntStream.range(0, 2).forEach(i -> server.receive(unmask(i)));
    Unmasking honest = unmask(2);
    SortedMap<Integer, BigInteger> secrets = new TreeMap<>(honest.maskSecrets());
    secrets.merge(4, BigInteger.ONE, BigInteger::add);
    server.receive(new Unmasking(honest.session(), 2, honest.seeds(), secrets));

    refused("the shares of client 4's mask secret do not give", server::finish);
  }

  @Test
  void server_shareThatWasNotAskedFor_isRefused() {
    advertise();
    share();
    mask(COUNT - 1);
    close();
    Unmasking honest = unmask(0);
    SortedMap<Integer, BigInteger> both = new TreeMap<>(honest.maskSecrets());
    both.put(1, BigInteger.TEN);
    refused(
        "client 0 did not answer for each neighbour once",
        () -> server.receive(new Unmasking(honest.session(), 0, honest.seeds(), both)));
  }

  @Test
  void client_tamperedShare_isRefused() {
    advertise();
    share();
    List<SealedShare> shares = new ArrayList<>(deliveries.get(0).shares());
    byte[] changed = shares.get(2).ciphertext().clone();
    changed[40] ^= 1;
    shares.set(2, new SealedShare(3, 0, changed));
    refused(
        "the share of client 3 for client 0 was tampered with",
        () -> clients.get(0).receive(new Delivery(cast.terms.session(), shares)));
  }

  @Test
  void client_shareOfOneShownAsAnothers_isRefused() {
    advertise();
    share();
    List<SealedShare> shares = new ArrayList<>(deliveries.get(0).shares());
    shares.set(1, new SealedShare(2, 0, shares.get(0).ciphertext()));
    refused(
        "the share of client 2 for client 0 was tampered with",
        () -> clients.get(0).receive(new Delivery(cast.terms.session(), shares)));
  }

  @Test
  void client_sameShareTwice_isRefused() {
    advertise();
    share();
    List<SealedShare> shares = new ArrayList<>(deliveries.get(0).shares());
    shares.add(shares.get(0));
    refused(
        "client 1 sent two shares",
        () -> clients.get(0).receive(new Delivery(cast.terms.session(), shares)));
  }

  @Test
  void client_deliveryOfAnotherSession_isRefused() {
    advertise();
    share();
    Delivery replayed = new Delivery(SessionId.of(RandomKey.of(1)), deliveries.get(0).shares());
    refused("a message of another session", () -> clients.get(0).receive(replayed));
  }

  @Test
  void client_sameKeyTwice_isRefused() {
    advertise();
    Advertisement one = advertisements.get(1);
    Advertisement copy =
        new Advertisement(one.session(), 2, one.channelKey(), one.maskKey(), one.signature());
    Roster roster = new Roster(one.session(), List.of(one, copy, advertisements.get(3)));
    refused("client 2 has a key that another has too", () -> clients.get(0).share(roster));
  }

  @Test
  void client_fewerNeighboursThanTheThreshold_isOut() {
    advertise();
    Roster roster = new Roster(cast.terms.session(), List.of(advertisements.get(1)));
    refused(
        "of client 0 and its neighbours 2 advertised keys, expected at least 3",
        () -> clients.get(0).share(roster));
    refused("is at OUT", () -> clients.get(0).share(roster));
  }

  @Test
  void client_survivingAndDroppedOverlap_isRefusedAndAnswersNoMore() {
    advertise();
    share();
    mask(COUNT - 1);
    close();
    Survivors overlap = new Survivors(cast.terms.session(), List.of(0, 1, 2, 3), List.of(3, 4));
    refused("client 3 is named twice", () -> clients.get(0).unmask(overlap, nobody()));
    refused("is at OUT", () -> clients.get(0).unmask(survivors.get(0), nobody()));
  }

  @Test
  void client_askedTwice_answersOnce() {
    advertise();
    share();
    mask(COUNT - 1);
    close();
    unmask(0);
    Survivors other = new Survivors(cast.terms.session(), List.of(0, 1, 2, 4), List.of(3));
    refused("is at OUT", () -> clients.get(0).unmask(other, nobody()));
  }

  @Test
  void client_survivorsBelowTheThreshold_refusesToUnmask() {
    advertise();
    share();
    mask(COUNT - 1);
    close();
    Survivors few = new Survivors(cast.terms.session(), List.of(0, 1), List.of(2, 3, 4));
    refused(
        "2 sent a masked vector, expected at least 3", () -> clients.get(0).unmask(few, nobody()));
  }

  @Test
  void client_countedAsDropped_refusesToUnmask() {
    advertise();
    share();
    mask(COUNT);
    close();
    Survivors without = new Survivors(cast.terms.session(), List.of(1, 2, 3, 4), List.of(0));
    refused("counts as dropped", () -> clients.get(0).unmask(without, nobody()));
  }

  @Test
  void active_keysThatTheirOwnerDidNotSign_areRefused() {
    active();
    advertise();
    Advertisement one = advertisements.get(1);
    Advertisement forged =
        new Advertisement(
            one.session(), 1, one.channelKey(), X25519.publicKey(new byte[32]), one.signature());
    Roster roster =
        new Roster(
            one.session(),
            List.of(forged, advertisements.get(2), advertisements.get(3), advertisements.get(4)));
    refused("client 1 did not sign the keys shown for it", () -> clients.get(0).share(roster));
  }

  @Test
  void active_clientsShownDifferentSurvivors_refuseToUnmask() {
    active();
    advertise();
    share();
    mask(COUNT);
    close();
    Survivors split = new Survivors(cast.terms.session(), List.of(0, 1, 2, 3), List.of(4));
    Endorsement lied = clients.get(1).endorse(split);
    clients.get(0).endorse(survivors.get(0));
    refused(
        "client 1 did not sign these survivors",
        () ->
            clients
                .get(0)
                .unmask(survivors.get(0), new Endorsements(cast.terms.session(), List.of(lied))));
  }

  @Test
  void active_fewerSignaturesThanTheThreshold_refusesToUnmask() {
    active();
    advertise();
    share();
    mask(COUNT);
    close();
    List<Endorsement> three =
        IntStream.range(0, 3).mapToObj(i -> clients.get(i).endorse(survivors.get(i))).toList();
    refused(
        "3 signed the list of survivors, expected at least 4",
        () ->
            clients.get(0).unmask(survivors.get(0), new Endorsements(cast.terms.session(), three)));
  }

  private void active() {
    cast = Cast.complete(COUNT, 4, true);
    server = new SecureServer(cast.terms);
    clients = clients();
  }

  private List<SecureClient> clients() {
    return IntStream.range(0, COUNT).mapToObj(cast::client).toList();
  }

  private void advertise() {
    for (SecureClient client : clients) {
      advertisements.add(client.advertise());
    }
    advertisements.forEach(server::receive);
  }

  private void share() {
    rosters = server.closeAdvertising();
    for (int i = 0; i < COUNT; i++) {
      sealed.add(clients.get(i).share(rosters.get(i)));
      server.receive(sealed.get(i));
    }
    deliveries = server.closeSharing();
  }

  private void mask(int survive) {
    for (int i = 0; i < survive; i++) {
      clients.get(i).receive(deliveries.get(i));
      vectors.add(clients.get(i).mask(cast.contribution(i)));
      server.receive(vectors.get(i));
    }
  }

  private void close() {
    survivors = server.closeMasking();
  }

  private Unmasking unmask(int client) {
    return clients.get(client).unmask(survivors.get(client), nobody());
  }

  private Endorsements nobody() {
    return Endorsements.none(cast.terms.session());
  }

  private static void refused(String message, Executable attempt) {
    SecureAggregationException refusal = assertThrows(SecureAggregationException.class, attempt);
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }
}
