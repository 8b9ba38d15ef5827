package io.skerry.partitioners.files;

/** What becomes of the tokens of an example. */
public enum TokenForm {
  /** Their ids in order, for models that embed them. */
  IDS,
  /** How often each id occurs, padding not counted, for models that take numbers. */
  COUNTS
}
