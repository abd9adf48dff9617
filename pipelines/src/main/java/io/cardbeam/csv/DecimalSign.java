package io.cardbeam.csv;

/** What stands before the decimals of a file's numbers; the other may group thousands. */
public enum DecimalSign {
  /** 1,234.50 */
  POINT('.'),
  /** 1.234,50 */
  COMMA(',');

  private final char sign;

  DecimalSign(char sign) {
    this.sign = sign;
  }

  /** The character. */
  public char sign() {
    return sign;
  }

  DecimalSign other() {
    return this == POINT ? COMMA : POINT;
  }

  /** What is wrong with a number that has the other sign, to follow its column's name. */
  String whyNotOther() {
    return "has a " + other().words() + ", where the file has " + words() + "s";
  }

  /** "decimal point" or "decimal comma". */
  String words() {
    return this == POINT ? "decimal point" : "decimal comma";
  }
}
