package io.skerry.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.clients.Batches.Order;
import io.skerry.clients.Batches.Passes;
import io.skerry.clients.model.Model;
import io.skerry.clients.model.Models;
import io.skerry.core.InvalidInputException;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.random.RandomKey;
import org.junit.jupiter.api.Test;

final class StragglersTest {
  private static final Model MODEL = Models.logistic(Clients.spec(2, 2));
  private static final ClientTask TASK = Clients.task(7, Clients.separable(1, 20, 2, 2));

  @Test
  void epochs_ofAQuarter_areFewerAndAllAlikeLikely() {
    Passes quarter = passes(5, 0.25);
    int[] counts = new int[6];
    for (int client = 0; client < 20_000; client++) {
      counts[quarter.epochs(RandomKey.of(3).child(client))]++;
    }
    // Five standard deviations of a binomial count: of 3/4 are 306, of 1/16 are 171.
    assertEquals(0, counts[0]);
    assertEquals(15_000, counts[5], 306);
    for (int epochs = 1; epochs < 5; epochs++) {
      assertEquals(1250, counts[epochs], 171);
    }
  }

  @Test
  void epochs_ofAKey_areAlwaysTheSame() {
    RandomKey key = RandomKey.of(5).child(1);
    assertEquals(passes(20, 0.5).epochs(key), passes(20, 0.5).epochs(key));
    assertEquals(20, passes(20, 0).epochs(key));
    assertEquals(1, passes(2, 1).epochs(key));
  }

  @Test
  void train_slowClient_sendsWhatItHasDone() {
    LocalTraining fedProx = LocalTraining.fedProx(MODEL, 4, 3, 0.1, 0.2);
    Passes slow = passes(3, 1);
    int epochs = slow.epochs(TASK.key());
    assertTrue(epochs < 3);
    ClientUpdate expected = train(fedProx.with(passes(epochs, 0)));
    ClientUpdate update = train(fedProx.with(slow));
    assertArrayEquals(expected.vector(), update.vector());
    assertEquals(5 * epochs, update.localSteps());
    assertEquals(expected.loss(), update.loss());
    assertEquals(expected.flops(), update.flops());
  }

  @Test
  void new_badValues_areRefusedByKey() {
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      String message =
          assertThrows(InvalidInputException.class, () -> passes(5, share)).getMessage();
      assertTrue(message.startsWith("clients.stragglers: expected a probability"), message);
    }
    String message = assertThrows(InvalidInputException.class, () -> passes(1, 0.5)).getMessage();
    assertTrue(message.endsWith("expected clients.epochs of at least 2"), message);
  }

  private static Passes passes(int epochs, double stragglers) {
    return new Passes(4, epochs, Order.SHUFFLED, stragglers);
  }

  private static ClientUpdate train(LocalTraining training) {
    try (ClientWorker worker = training.open(new float[6])) {
      return worker.train(TASK);
    }
  }
}
