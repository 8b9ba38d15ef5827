package io.skerry.core;

/**
 * Input that cannot be used. The message is one sentence for the user: it names the file, the key
 * or the client, and what was expected.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidInputException(String sentence) {
    super(sentence);
  }

  public InvalidInputException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
