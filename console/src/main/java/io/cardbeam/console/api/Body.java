package io.cardbeam.console.api;

import java.util.Optional;

/** What a route takes as body. */
public enum Body {
  /** Nothing; what comes is not read. */
  NONE("", 0),
  /** One JSON object. */
  JSON("application/json", 16 << 10),
  /** JSON objects, one a line. */
  LINES("application/x-ndjson", 1 << 20);

  private final String mediaType;
  private final int maxBytes;

  Body(String mediaType, int maxBytes) {
    this.mediaType = mediaType;
    this.maxBytes = maxBytes;
  }

  /** The media type; empty if there is no body. */
  public Optional<String> mediaType() {
    return mediaType.isEmpty() ? Optional.empty() : Optional.of(mediaType);
  }

  /** Longest that is read, bytes. */
  public int maxBytes() {
    return maxBytes;
  }
}
