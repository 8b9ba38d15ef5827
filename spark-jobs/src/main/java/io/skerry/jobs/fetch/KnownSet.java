package io.skerry.jobs.fetch;

import io.skerry.core.InvalidInputException;
import java.util.List;

/**
 * A public data set whose files are known by their checksums.
 *
 * @param name of the set, and of the folder that its files go to
 * @param licence as its publisher states it, in short
 */
public record KnownSet(String name, String description, String licence, List<File> files) {

  /**
   * A file as its publisher distributes it.
   *
   * @param folder URL of its canonical place, with a slash at the end
   * @param sha256 hexadecimal, in lower case
   */
  record File(String folder, String name, long bytes, String sha256) {}

  private static final String MNIST = "https://storage.googleapis.com/cvdf-datasets/mnist/";
  private static final String QMNIST =
      "https://raw.githubusercontent.com/facebookresearch/qmnist/master/";
  private static final String FASHION =
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
  private static final String KUZUSHIJI = "http://codh.rois.ac.jp/kmnist/dataset/kmnist/";
  private static final String ADULT =
      "https://archive.ics.uci.edu/ml/machine-learning-databases/adult/";
  private static final String SHAKESPEARE =
      "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/";

  /** The known sets. */
  public static final List<KnownSet> ALL =
      List.of(
          new KnownSet(
              "adult",
              "UCI Adult: census records and whether they earn over 50,000 dollars",
              "CC BY 4.0",
              List.of(
                  new File(
                      ADULT,
                      "adult.data",
                      3_974_305,
                      "5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d"),
                  new File(
                      ADULT,
                      "adult.test",
                      2_003_153,
                      "a2a9044bc167a35b2361efbabec64e89d69ce82d9790d2980119aac5fd7e9c05"))),
          new KnownSet(
              "fashion-mnist",
              "Fashion-MNIST: 70,000 images of clothes, in the form of MNIST",
              "MIT",
              List.of(
                  new File(
                      FASHION,
                      "train-images-idx3-ubyte.gz",
                      26_421_880,
                      "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                  new File(
                      FASHION,
                      "train-labels-idx1-ubyte.gz",
                      29_515,
                      "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                  new File(
                      FASHION,
                      "t10k-images-idx3-ubyte.gz",
                      4_422_102,
                      "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                  new File(
                      FASHION,
                      "t10k-labels-idx1-ubyte.gz",
                      5_148,
                      "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"))),
          new KnownSet(
              "kmnist",
              "Kuzushiji-MNIST: 70,000 images of cursive Japanese, in the form of MNIST",
              "CC BY-SA 4.0",
              List.of(
                  new File(
                      KUZUSHIJI,
                      "train-images-idx3-ubyte.gz",
                      18_165_135,
                      "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
                  new File(
                      KUZUSHIJI,
                      "train-labels-idx1-ubyte.gz",
                      29_497,
                      "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
                  new File(
                      KUZUSHIJI,
                      "t10k-images-idx3-ubyte.gz",
                      3_041_136,
                      "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
                  new File(
                      KUZUSHIJI,
                      "t10k-labels-idx1-ubyte.gz",
                      5_120,
                      "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"))),
          new KnownSet(
              "mnist",
              "MNIST: 70,000 images of digits, with QMNIST's writers of the training images",
              "CC BY-SA 3.0; QMNIST BSD",
              List.of(
                  new File(
                      MNIST,
                      "train-images-idx3-ubyte.gz",
                      9_912_422,
                      "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                  new File(
                      MNIST,
                      "train-labels-idx1-ubyte.gz",
                      28_881,
                      "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                  new File(
                      MNIST,
                      "t10k-images-idx3-ubyte.gz",
                      1_648_877,
                      "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                  new File(
                      MNIST,
                      "t10k-labels-idx1-ubyte.gz",
                      4_542,
                      "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
                  new File(
                      QMNIST,
                      "qmnist-train-labels-idx2-int.gz",
                      463_024,
                      "2c05dc77f6b916b38e455e97ab129a42a444f3dbef09b278a366f82904e0dd9f"))),
          new KnownSet(
              "shakespeare",
              "Plays by Shakespeare with their speaking roles (tinyshakespeare)",
              "public domain",
              List.of(
                  new File(
                      SHAKESPEARE,
                      "input.txt",
                      1_115_394,
                      "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed"))));

  public KnownSet {
    files = List.copyOf(files);
  }

  /**
   * The set of a name.
   *
   * @throws InvalidInputException where there is none
   */
  public static KnownSet named(String name) {
    return ALL.stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "expected the name of a known data set, one of "
                        + String.join(", ", ALL.stream().map(KnownSet::name).toList())
                        + ", not "
                        + name));
  }

  /** All files together. */
  public long bytes() {
    return files.stream().mapToLong(File::bytes).sum();
  }
}
