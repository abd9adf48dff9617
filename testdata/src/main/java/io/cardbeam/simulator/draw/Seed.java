package io.cardbeam.simulator.draw;

import io.cardbeam.text.StableHash;
import java.nio.charset.StandardCharsets;

/**
 * A point in a tree of seeds. Each branch is a seed of its own, and what is drawn below one says
 * nothing of, and takes nothing from, its siblings: a card behaves the same whichever other cards
 * there are and in whichever order they are asked.
 *
 * @param value the 64 bits
 */
public record Seed(long value) {
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

  private static long mix(long input) {
    return StableHash.mixed(input + StableHash.GOLDEN_GAMMA);
  }
}
