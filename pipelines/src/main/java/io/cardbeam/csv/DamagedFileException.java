package io.cardbeam.csv;

import java.io.IOException;

/**
 * A file whose bytes can't be what they say they are: a compressed file that breaks off or fails
 * its own checks, or one that would never end. Another attempt would meet the same. What was read
 * before it stands.
 */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Code of the dead letter that a damaged file is. */
  public static final String CODE = "DAMAGED_FILE";

  DamagedFileException(String message) {
    super(message);
  }

  DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Of a Parquet file, and what its library threw. */
  public static DamagedFileException ofParquet(Exception e) {
    return new DamagedFileException("Parquet can't be read: " + e.getMessage(), e);
  }

  /** What is wrong, in a sentence. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
