package io.skerry.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class InvalidInputExceptionTest {
  @Test
  void message_whateverItQuotes_isOneLineOfBoundedLength() {
    assertEquals("f: a b  c", new InvalidInputException("f: a\nb\r\nc").getMessage());
    assertEquals(2003, new InvalidInputException("x".repeat(1_000_000)).getMessage().length());
  }
}
