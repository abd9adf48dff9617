package io.cardbeam.simulator.draw;

import java.nio.charset.StandardCharsets;

/**
 * A point in a tree of seeds. Each branch is a seed of its own, and what is drawn below one says
 * nothing of, and takes nothing from, its siblings: a card behaves the same whichever other cards
 * there are and in whichever order they are asked.
 *
 * @param value the 64 bits
 */
public record Seed(long value) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** The seed below this one under a name. */
  public Seed branch(String name) {
    long mixed = value;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      mixed = mix(mixed + b);
    }
    return new Seed(mixed);
  }

  /** The seed below this one under a number. */
  public Seed branch(long number) {
    return new Seed(mix(mix(value) + number));
  }

  /** SplitMix64's finalizer: each bit of the input changes about half of the output's. */
  private static long mix(long input) {
    long z = input + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
