package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Features;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What x and y mean in one of LEAF's data sets (Caldas et al. 2018). A first pass over all users
 * checks them and learns what has to be learned; then examples can be made.
 */
public abstract sealed class LeafSet
    permits LeafNumbers, LeafCharacters, LeafTweets, LeafComments, LeafImages {

  /** Some examples of one user. */
  record Labelled(Features features, float[] labels) {

    Labelled append(Labelled more) {
      float[] both = Arrays.copyOf(labels, labels.length + more.labels.length);
      System.arraycopy(more.labels, 0, both, labels.length, more.labels.length);
      return new Labelled(features.append(more.features), both);
    }
  }

  /** Reads the x of a user; here, lists of numbers. */
  LeafRows x(LeafValues values) throws IOException {
    return values.numbers(false);
  }

  /** Reads the y of a user; here, numbers or lists of one. */
  LeafRows y(LeafValues values) throws IOException {
    return values.numbers(true);
  }

  /**
   * How many examples LEAF's split by sample leaves out between training and test examples, which
   * keep their order; -1 where it splits at random.
   */
  int gap() {
    return -1;
  }

  /** Whether num_samples counts the entries of x. */
  boolean counted() {
    return true;
  }

  /** Whether anything is learned from the training examples. */
  public boolean learns() {
    return false;
  }

  /**
   * Whether a share of each user's examples can be held out.
   *
   * @throws InvalidInputException where it cannot
   */
  void checkHoldOut() {}

  /**
   * Checks a user.
   *
   * @param learnable indices of the examples to learn from; none in a test part
   */
  abstract void scan(LeafUser user, int[] learnable);

  /** Ends the first pass; {@code path} names the data. */
  abstract DataSpec data(InputFile path);

  /** The examples of a user that was scanned. */
  abstract Labelled examples(LeafUser user);

  /** What ids and classes stand for. */
  Map<String, Object> legend() {
    return Map.of();
  }

  /**
   * "numbers": lists of equally many numbers, whole numbers from 0 as labels; where all labels are
   * -1 or 1 they become 0 and 1. LEAF's Synthetic is of this kind.
   *
   * @param shape dimensions of one example; empty for one as long as the lists
   */
  public static LeafSet numbers(List<Integer> shape) {
    return new LeafNumbers(shape, 0);
  }

  /** "femnist": 28 x 28 pixels from 0 to 1, 62 classes: digits, upper case, lower case. */
  public static LeafSet femnist() {
    return new LeafNumbers(List.of(28, 28), 62);
  }

  /** "shakespeare": equally many characters, and the next one as label. */
  public static LeafSet shakespeare(TokenForm form) {
    return new LeafCharacters(form);
  }

  /**
   * "sent140": the words of a tweet, and whether it is a happy one.
   *
   * @param words how many of a tweet's words are kept
   * @param vocabulary ids in all, for padding, for unknown words and for the most frequent ones
   */
  public static LeafSet sent140(int words, int vocabulary, TokenForm form) {
    return new LeafTweets(words, vocabulary, form);
  }

  /**
   * "reddit": each word of a comment, predicted from those before it.
   *
   * @param words how many words before it are kept
   * @param vocabulary ids in all, for padding, for unknown words and for the most frequent ones
   */
  public static LeafSet reddit(int words, int vocabulary, TokenForm form) {
    return new LeafComments(words, vocabulary, form);
  }

  /**
   * "celeba": names of image files, and whether their face smiles.
   *
   * @param folder of the images
   */
  public static LeafSet celeba(String folder, ImageShape shape) {
    return new LeafImages(folder, shape);
  }
}
