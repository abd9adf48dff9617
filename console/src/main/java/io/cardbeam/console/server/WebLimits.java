package io.cardbeam.console.server;

import java.time.Duration;

/**
 * What a server takes at most. All of it holds before a thread is given to a request.
 *
 * @param headerBytes request line and header fields
 * @param requestTime from the first byte of a request to its last
 * @param idleTime of a connection on which nothing moves
 * @param lingerTime that an early answer is followed by more reading before its connection closes
 * @param connections open at once
 * @param connectionsOfAnAddress open at once; trusted proxies may have all
 * @param largeBodyBytes that all bodies together may hold beyond what each may have anyway
 * @param threads that serve requests
 */
public record WebLimits(
    int headerBytes,
    Duration requestTime,
    Duration idleTime,
    Duration lingerTime,
    int connections,
    int connectionsOfAnAddress,
    long largeBodyBytes,
    int threads) {
  /** What a console takes. */
  public static final WebLimits DEFAULT =
      new WebLimits(
          8 << 10,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          20_000,
          4_000,
          64L << 20,
          200);

  /** Bytes that are read and thrown away at most after an early answer. */
  static final int LINGER_BYTES = 16 << 20;
}
