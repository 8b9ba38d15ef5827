package io.skerry.partitioners.files;

import java.util.List;
import java.util.Map;

/**
 * Characters by their ids.
 *
 * @param characters the id of a character is its place
 */
record Alphabet(String characters) {
  /** The 80 characters that LEAF's Shakespeare distinguishes (Caldas et al. 2018). */
  static final Alphabet LEAF =
      new Alphabet(
          "\n !\"&'(),-.0123456789:;>?"
              + "ABCDEFGHIJKLMNOPQRSTUVWXYZ[]abcdefghijklmnopqrstuvwxyz}");

  /** The id of a character, or -1 where it has none. */
  int id(char character) {
    return characters.indexOf(character);
  }

  int size() {
    return characters.length();
  }

  /** What ids and classes stand for where one character is predicted from others. */
  Map<String, Object> legend() {
    List<String> each = characters.chars().mapToObj(Character::toString).toList();
    return Map.of("tokens", each, "classes", each);
  }
}
