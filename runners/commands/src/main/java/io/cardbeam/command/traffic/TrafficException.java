package io.cardbeam.command.traffic;

import java.io.IOException;

/** Traffic can't go on. */
public final class TrafficException extends IOException {
  private static final long serialVersionUID = 1L;

  TrafficException(String message) {
    super(message);
  }

  TrafficException(String message, Throwable cause) {
    super(message, cause);
  }
}
