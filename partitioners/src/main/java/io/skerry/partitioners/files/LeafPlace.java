package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;

/** Where a user stands, for the sentences about it. */
record LeafPlace(InputFile file, String user) {

  InvalidInputException refusal(String sentence) {
    return file.refusal("user " + user + ": " + sentence);
  }
}
