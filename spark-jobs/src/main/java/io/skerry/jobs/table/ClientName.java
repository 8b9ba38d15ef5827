package io.skerry.jobs.table;

import java.io.Serializable;
import java.math.BigInteger;

/** A client's name in its order: whole numbers by value, then other texts. */
record ClientName(String text) implements Comparable<ClientName>, Serializable {

  static ClientName of(String text) {
    return new ClientName(text);
  }

  @Override
  public int compareTo(ClientName other) {
    boolean number = isNumber();
    if (number != other.isNumber()) {
      return number ? -1 : 1;
    }
    int byValue = number ? new BigInteger(text).compareTo(new BigInteger(other.text)) : 0;
    return byValue != 0 ? byValue : text.compareTo(other.text);
  }

  private boolean isNumber() {
    return text.matches("-?[0-9]{1,30}");
  }
}
