package io.cardbeam.console.access;

/**
 * A token bucket.
 *
 * @param perSecond requests a second that can be kept up, 1 to {@value #MAX}
 * @param burst requests at once after a rest, {@code perSecond} to {@value #MAX}
 */
public record Rate(int perSecond, int burst) {
  /** Most requests, a second or at once. */
  public static final int MAX = 100_000;

  /** The rate of a key unless another is set. */
  public static final Rate STANDARD = new Rate(100, 200);

  public Rate {
    if (perSecond < 1 || perSecond > MAX) {
      throw new IllegalArgumentException("a rate is 1 to " + MAX + " requests a second");
    }
    if (burst < perSecond || burst > MAX) {
      throw new IllegalArgumentException(
          "a burst is at least the rate of a second, and at most " + MAX + " requests");
    }
  }
}
