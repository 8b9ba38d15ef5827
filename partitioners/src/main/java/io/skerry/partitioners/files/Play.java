package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Features;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ClientSource;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text with speaking roles: speeches separated by blank lines, the first line of each being the
 * role and a colon; a block without one goes on with the speech before. Each role is a client, in
 * the order of their first speeches. Its speeches are joined, with one space in place of line ends
 * and repeated spaces; its examples are all runs of {@code window} characters, with the next
 * character as label, in LEAF's alphabet (Caldas et al. 2018). Other characters are left out, as
 * are roles with no more than {@code window} characters.
 *
 * <p>The first max(1, floor(f n)) of a role's n examples are for training. Its test examples start
 * window - 1 further on, so that the parts share no character that a window sees.
 */
public final class Play implements ClientSource {
  private static final int MOST_CHARACTERS = 1 << 28;
  private static final int MOST_ROLES = 1 << 20;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Alphabet alphabet = Alphabet.LEAF;
  private final int window;
  private final double trainFraction;
  private final TokenRows rows;
  private final Map<String, StringBuilder> speeches = new LinkedHashMap<>();

  private Play(int window, double trainFraction, TokenForm form) {
    this.window = window;
    this.trainFraction = trainFraction;
    this.rows = new TokenRows(window, alphabet.size(), false, form);
  }

  /**
   * Refuses a training share that is none.
   *
   * @throws InvalidInputException where it is not in (0, 1]
   */
  public static void check(double trainFraction) {
    if (!(trainFraction > 0 && trainFraction <= 1)) {
      throw new InvalidInputException(
          "data.train-fraction: expected a fraction above 0 and at most 1, not " + trainFraction);
    }
  }

  /**
   * Reads a file.
   *
   * @param trainFraction f, in (0, 1]; 1 for no test part
   */
  public static Play read(
      InputFiles files, String path, int window, double trainFraction, TokenForm form) {
    check(trainFraction);
    Play play = new Play(window, trainFraction, form);
    InputFile file = new InputFile(files, path);
    try (Reader text = file.reader()) {
      play.collect(file, text);
    } catch (IOException e) {
      throw file.failure(e);
    }
    play.speeches.values().removeIf(speech -> speech.length() <= window);
    if (play.speeches.isEmpty()) {
      throw file.refusal("expected a role with more than " + window + " characters, not none");
    }
    return play;
  }

  private void collect(InputFile file, Reader text) throws IOException {
    StringBuilder line = new StringBuilder();
    String role = null;
    boolean blank = true;
    int number = 1;
    for (int length = 0, c = text.read(); ; c = text.read(), length++) {
      if (length > MOST_CHARACTERS) {
        throw file.refusal("expected at most " + MOST_CHARACTERS + " characters");
      }
      if (c >= 0 && c != '\n') {
        if (c != '\r' && (c != BYTE_ORDER_MARK || length > 0)) {
          line.append((char) c);
        }
        continue;
      }
      if (blank && line.length() > 1 && line.charAt(line.length() - 1) == ':') {
        role = line.substring(0, line.length() - 1);
      } else if (role == null && !line.toString().isBlank()) {
        throw file.refusal("expected a line such as 'ROLE:', but line " + number + " is none");
      } else if (role != null) {
        append(speeches.computeIfAbsent(role, name -> new StringBuilder()), line);
        if (speeches.size() > MOST_ROLES) {
          throw file.refusal("expected at most " + MOST_ROLES + " roles");
        }
      }
      blank = line.toString().isBlank();
      line.setLength(0);
      number++;
      if (c < 0) {
        return;
      }
    }
  }

  private void append(StringBuilder speech, CharSequence line) {
    boolean space = speech.length() > 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ' ') {
        space = speech.length() > 0;
      } else if (alphabet.id(c) >= 0) {
        speech.append(space ? " " : "").append(c);
        space = false;
      }
    }
  }

  @Override
  public DataSpec data() {
    return rows.data(alphabet.size());
  }

  @Override
  public boolean heldOut() {
    return trainFraction < 1;
  }

  @Override
  public @Nullable String clusterColumn() {
    return null;
  }

  @Override
  public Map<String, Object> legend() {
    return alphabet.legend();
  }

  @Override
  public Stream<ClientExamples> open() {
    return speeches.entrySet().stream().map(role -> client(role.getKey(), role.getValue()));
  }

  private ClientExamples client(String role, CharSequence speech) {
    int all = speech.length() - window;
    int train = Math.max(1, (int) (trainFraction * all));
    int test = Math.max(0, all - train - (window - 1));
    int size = train + test;
    float[] labels = new float[size];
    for (int i = 0; i < size; i++) {
      labels[i] = alphabet.id(speech.charAt(start(i, train) + window));
    }
    Features features =
        rows.features(
            role,
            size,
            (row, position) -> alphabet.id(speech.charAt(start(row, train) + position)));
    return new ClientExamples(role, null, features, labels, train);
  }

  private int start(int example, int train) {
    return example < train ? example : example + window - 1;
  }
}
