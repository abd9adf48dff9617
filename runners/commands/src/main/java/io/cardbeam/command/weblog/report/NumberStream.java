package io.cardbeam.command.weblog.report;

import java.io.IOException;
import java.io.OutputStream;

/** Writes whole numbers as seven bits a byte, the lowest first; the last byte has no eighth bit. */
final class NumberStream {
  private static final int BITS = 7;
  private static final int LOW = 0x7f;
  private static final int MORE = 0x80;

  private final OutputStream out;

  NumberStream(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes a number.
   *
   * @param number not below 0
   */
  void put(long number) throws IOException {
    if (number < 0) {
      throw new IllegalArgumentException(number + " is below 0");
    }
    long rest = number;
    while (rest > LOW) {
      out.write((int) (rest & LOW) | MORE);
      rest >>>= BITS;
    }
    out.write((int) rest);
  }

  /** Writes a number that may be below 0: even ones are from 0 up. */
  void putSigned(long number) throws IOException {
    put((number << 1) ^ (number >> (Long.SIZE - 1)));
  }
}
