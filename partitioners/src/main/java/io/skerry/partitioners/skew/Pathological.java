package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.partitioners.quantity.ClientSizes;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.quantity.Runs;
import java.util.Arrays;

/**
 * A fixed number of classes for each client (NIID-Bench, Li et al. 2022; Flower Datasets). The
 * clients with a class share its examples in sizes that differ by one at most; classes that no
 * client has belong to nobody. Only the classes that the data has are counted.
 *
 * @param clients number of clients
 * @param classesPerClient how many each client has, exactly
 * @param mode which ones
 */
public record Pathological(int clients, int classesPerClient, Mode mode)
    implements LabelPartitioner {

  /** How a client's classes are chosen. */
  public enum Mode {
    /** At random, without replacement. */
    RANDOM,
    /** Client k has the classes k, k + 1, ... modulo their number. */
    DETERMINISTIC,
    /** Client k has the class k modulo their number, and others at random. */
    FIRST_DETERMINISTIC
  }

  public Pathological {
    ClientSizes.checkClients(clients);
    if (classesPerClient < 1) {
      throw new InvalidInputException(
          "partitioner.classes-per-client: expected at least 1, not " + classesPerClient);
    }
  }

  @Override
  public ClientAssignment plan(long[] labelCounts, RandomKey key) {
    ClientSizes.checkEnough(Arrays.stream(labelCounts).sum(), clients);
    int[] present = Classes.present(labelCounts);
    Classes.checkAtMost("partitioner.classes-per-client", classesPerClient, present);
    boolean[][] has = new boolean[labelCounts.length][clients];
    int[] owners = new int[labelCounts.length];
    int[] order = new int[present.length];
    for (int client = 0; client < clients; client++) {
      order(client, order, key);
      for (int i = 0; i < classesPerClient; i++) {
        has[present[order[i]]][client] = true;
        owners[present[order[i]]]++;
      }
    }
    Quotas quotas = new Quotas(labelCounts, clients);
    for (int label : present) {
      if (owners[label] > labelCounts[label]) {
        throw new InvalidInputException(
            "partitioner.classes-per-client: class "
                + label
                + " has "
                + labelCounts[label]
                + " examples, expected one for each of the "
                + owners[label]
                + " clients that were to have it");
      }
      if (owners[label] > 0) {
        share(label, has[label], EqualSizes.of(labelCounts[label], owners[label]), quotas);
      }
    }
    return quotas.plan(key);
  }

  /** Writes the classes in the order in which the client would have them. */
  private void order(int client, int[] order, RandomKey key) {
    int first = client % order.length;
    if (mode == Mode.DETERMINISTIC) {
      Arrays.setAll(order, i -> (first + i) % order.length);
      return;
    }
    RandomStream stream = key.child("client").child(client).stream();
    stream.permutation(order, order.length);
    if (mode == Mode.FIRST_DETERMINISTIC) {
      int at = 0;
      while (order[at] != first) {
        at++;
      }
      System.arraycopy(order, 0, order, 1, at);
      order[0] = first;
    }
  }

  private static void share(int label, boolean[] has, Runs sizes, Quotas quotas) {
    int owner = 0;
    for (int client = 0; client < has.length; client++) {
      if (has[client]) {
        quotas.give(client, label, (int) sizes.size(owner++));
      }
    }
  }
}
