package io.cardbeam.wire;

/** Bytes that are no record of a known contract; its message says what is wrong with them. */
public final class UnreadableRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  /** With its code and what is wrong, in a sentence. */
  public UnreadableRecordException(String code, String reason) {
    super(reason);
    this.code = code;
  }

  /** Short code for machines, for instance UNKNOWN_SCHEMA. */
  public String code() {
    return code;
  }

  /** What is wrong, in a sentence a person can act on. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
