package io.skerry.partitioners.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.Examples;
import io.skerry.core.data.Packing;
import io.skerry.partitioners.generated.LeafSynthetic.Parameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values were computed with NumPy 2.4 and Python 3, seed 931231, split seed 0. */
final class LeafSyntheticTest {
  private static final LeafSynthetic PUBLISHED = new LeafSynthetic(Parameters.PUBLISHED);

  @Test
  void sizes_publishedSeed_areThePublishedStatistics() {
    int[] sizes = LeafTasks.sizes(1000, 931231);

    assertArrayEquals(
        new int[] {86, 33, 52, 6, 11, 784, 11, 153, 7, 672}, Arrays.copyOf(sizes, 10));
    assertEquals(107_553, Arrays.stream(sizes).sum());
    assertEquals(30, Arrays.stream(sizes).filter(n -> n == 1000).count());
    assertEquals(5, Arrays.stream(sizes).min().orElseThrow());
  }

  @Test
  void tasks_publishedSeed_startWithTheDrawsOfTheReference() {
    LeafTasks tasks = new LeafTasks(5, 60, 931231);
    LeafTasks.Task first = tasks.next(86);

    assertClose(
        new double[] {
          0.7016822406205375,
          0.17150105250551814,
          0.42799314350613493,
          -1.2119578456794868,
          -0.6031579452116068
        },
        tasks.q);
    assertEquals(-1.3442459736339059, tasks.clusterMean, 1e-12);
    assertClose(
        new double[] {
          -1.6807978879224568,
          2.346998585998564,
          -1.3534158826589078,
          0.7777446980305247,
          0.7668388053559387,
          1.2587650712855627,
          -0.8723543153200544,
          0.8904799202381029
        },
        first.x());
    assertTrue(Arrays.stream(first.labels()).limit(20).allMatch(label -> label == 4));
  }

  @Test
  void sample_seedZero_isPythons() {
    PythonRandom random = new PythonRandom(0);

    int[] first = random.sample(86, 51);
    assertArrayEquals(new int[] {49, 53, 5, 33, 65, 62, 51, 38, 61, 45}, Arrays.copyOf(first, 10));
  }

  @Test
  void tasks_publishedSeed_equalTheReferenceInAllFloatsAndLabels() throws Exception {
    MessageDigest features = MessageDigest.getInstance("SHA-256");
    MessageDigest labels = MessageDigest.getInstance("SHA-256");
    LeafTasks tasks = new LeafTasks(5, 60, 931231);
    for (int size : LeafTasks.sizes(1000, 931231)) {
      LeafTasks.Task task = tasks.next(size);
      ByteBuffer floats = ByteBuffer.allocate(task.x().length * 4).order(ByteOrder.LITTLE_ENDIAN);
      for (double x : task.x()) {
        floats.putFloat((float) x);
      }
      features.update(floats.flip());
      for (int label : task.labels()) {
        labels.update((byte) label);
      }
    }

    assertEquals(
        "3203ed5560d71daffeec5c714c05f044c129d87ffe15fa3917005aa41d72021a",
        HexFormat.of().formatHex(features.digest()));
    assertEquals(
        "a802e96e6d13cc28e15521bbdd66d82d802f26795b099730cb5919f7dd7e2a85",
        HexFormat.of().formatHex(labels.digest()));
  }

  @Test
  void sample_seedOfTwoWords_isPythonsByPoolAndBySet() {
    long seed = (1L << 40) + 5;

    assertArrayEquals(
        new int[] {516, 529, 275, 679, 948, 28, 543, 776}, new PythonRandom(seed).sample(1000, 8));
    assertArrayEquals(new int[] {16, 29, 8, 21, 0, 28, 1}, new PythonRandom(seed).sample(30, 7));
    assertArrayEquals(new int[] {20, 19, 6, 16, 9}, new PythonRandom(4294967295L).sample(22, 5));
  }

  @Test
  void sample_allUsersInOneStream_equalTheReferenceInAllIndices() throws Exception {
    MessageDigest indices = MessageDigest.getInstance("SHA-256");
    PythonRandom random = new PythonRandom(0);
    for (int size : LeafTasks.sizes(1000, 931231)) {
      int[] sample = random.sample(size, (int) (0.6 * size));
      ByteBuffer words = ByteBuffer.allocate(sample.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      for (int index : sample) {
        words.putInt(index);
      }
      indices.update(words.flip());
    }

    assertEquals(
        "a1d096099b755433137ac1b039ca239856784b721268dbcf5ab750a28eb8965b",
        HexFormat.of().formatHex(indices.digest()));
  }

  @Test
  void open_publishedSet_hasLeafsHistogramAndSplit() {
    ClientBlock block = PUBLISHED.open(0, 1000);
    int[] histogram = new int[5];
    int train = 0;
    int test = 0;
    double classesPerUser = 0;
    for (int i = 0; i < 1000; i++) {
      ClientData client = block.client(i);
      assertEquals(Integer.toString(i), client.id());
      train += client.train().size();
      test += client.test().size();
      Set<Float> classes = new HashSet<>();
      for (Examples part : new Examples[] {client.train(), client.test()}) {
        for (int e = 0; e < part.size(); e++) {
          histogram[(int) part.label(e)]++;
          classes.add(part.label(e));
        }
      }
      classesPerUser += classes.size() / 1000.0;
    }

    assertArrayEquals(new int[] {16607, 15477, 23124, 35783, 16562}, histogram);
    assertEquals(64_153, train);
    assertEquals(43_400, test);
    assertEquals(1.658, classesPerUser, 1e-9);
    assertEquals(107_553, PUBLISHED.spec().samples());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 17, 1500})
  void open_anyPartition_givesTheSameClients(int parts) {
    ClientBlock whole = PUBLISHED.open(0, 1000);
    long[] bounds = Packing.of(PUBLISHED, parts).bounds();

    assertEquals(0, bounds[0]);
    assertEquals(1000, bounds[parts]);
    for (int p = 0; p < parts; p++) {
      ClientBlock block = PUBLISHED.open(bounds[p], bounds[p + 1]);
      assertEquals(bounds[p], block.from());
      assertEquals(bounds[p + 1], block.until());
      for (long i = bounds[p]; i < bounds[p + 1]; i++) {
        assertSame(whole.client(i), block.client(i));
      }
    }
  }

  @Test
  void bounds_seventeenParts_balanceExamplesToWithinOneClient() {
    int[] sizes = LeafTasks.sizes(1000, 931231);
    long[] bounds = Packing.of(PUBLISHED, 17).bounds();

    for (int p = 0; p < 17; p++) {
      int samples = Arrays.stream(sizes, (int) bounds[p], (int) bounds[p + 1]).sum();
      assertEquals(107_553 / 17.0, samples, 1000);
    }
  }

  @Test
  void digest_otherSplitSeed_differs() {
    LeafSynthetic other = new LeafSynthetic(new Parameters(1000, 5, 60, 931231, 0.6, 1));

    assertEquals(
        new LeafSynthetic(Parameters.PUBLISHED).spec().digest(), PUBLISHED.spec().digest());
    assertNotEquals(other.spec().digest(), PUBLISHED.spec().digest());
  }

  @Test
  void parameters_outOfRange_nameTheKey() {
    assertMessage("data.tasks: expected at least 1, not 0", 0, 5, 60, 1, 0.6, 0);
    assertMessage("data.classes: expected at least 2, not 1", 9, 1, 60, 1, 0.6, 0);
    assertMessage("data.dim: expected at least 1, not 0", 9, 5, 0, 1, 0.6, 0);
    assertMessage(
        "data.seed: expected a number from 0 to 4294967295, not -1", 9, 5, 60, -1, 0.6, 0);
    assertMessage(
        "data.train-fraction: expected a fraction between 0 and 1, not 1.0", 9, 5, 60, 1, 1, 0);
    assertMessage("data.split-seed: expected at least 0, not -2", 9, 5, 60, 1, 0.6, -2);
  }

  private static void assertMessage(
      String message, int tasks, int classes, int dim, long seed, double train, long split) {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> new Parameters(tasks, classes, dim, seed, train, split));
    assertEquals(message, e.getMessage());
  }

  private static void assertClose(double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-12 * Math.abs(expected[i]));
    }
  }

  private static void assertSame(ClientData expected, ClientData actual) {
    assertEquals(expected.id(), actual.id());
    assertSame(expected.train(), actual.train());
    assertSame(expected.test(), actual.test());
  }

  private static void assertSame(Examples expected, Examples actual) {
    assertEquals(expected.size(), actual.size());
    float[] a = new float[expected.width()];
    float[] b = new float[expected.width()];
    for (int i = 0; i < expected.size(); i++) {
      expected.gather(i, a, 0);
      actual.gather(i, b, 0);
      assertArrayEquals(a, b);
      assertEquals(expected.label(i), actual.label(i));
    }
  }
}
