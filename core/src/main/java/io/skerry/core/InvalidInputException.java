package io.skerry.core;

/**
 * Input that cannot be used. The message is one sentence for the user: it names the file, the key
 * or the client, and what was expected. What it quotes of the input does not break the line, nor
 * make it longer than 2,000 characters.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 2000;

  public InvalidInputException(String sentence) {
    super(line(sentence));
  }

  public InvalidInputException(String sentence, Throwable cause) {
    super(line(sentence), cause);
  }

  private static String line(String sentence) {
    String start = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) + "..." : sentence;
    return start.replaceAll("\\p{Cntrl}", " ");
  }
}
