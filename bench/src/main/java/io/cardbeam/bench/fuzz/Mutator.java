package io.cardbeam.bench.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.avro.io.BinaryData;

/** Damage to bytes, at random: what discs, networks, editors and attackers do. */
final class Mutator {
  private static final int MOST_DAMAGES = 4;
  private static final int LONGEST_PART = 64;
  private static final int VARINT_BYTES = 10;

  private final SplittableRandom random;
  private final StringBuilder told = new StringBuilder();

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  /** Damages bytes in one to four places. */
  byte[] damage(byte[] sound) {
    return damage(sound, 0, sound.length);
  }

  /** Damages bytes in one to four places between two positions. */
  byte[] damage(byte[] sound, int from, int to) {
    byte[] bytes = sound.clone();
    int end = to;
    for (int left = 1 + random.nextInt(MOST_DAMAGES); left > 0; left--) {
      int before = bytes.length;
      bytes = once(bytes, from, Math.max(from + 1, end));
      end = Math.min(bytes.length, end + bytes.length - before);
    }
    return bytes;
  }

  /** What was done, in words. */
  String told() {
    return told.toString();
  }

  private byte[] once(byte[] bytes, int from, int to) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = Math.min(from + random.nextInt(Math.max(1, to - from)), bytes.length - 1);
    int length = Math.min(1 + random.nextInt(LONGEST_PART), bytes.length - at);
    return switch (random.nextInt(10)) {
      case 0, 1 -> tell("bit flipped", at, flipped(bytes, at));
      case 2 -> tell("byte changed", at, set(bytes, at, random.nextInt()));
      case 3 -> tell("cut off", at, Arrays.copyOf(bytes, at));
      case 4 -> tell("part taken out", at, spliced(bytes, at, length, new byte[0]));
      case 5 -> tell("part put in", at, spliced(bytes, at, 0, noise(length)));
      case 6 ->
          tell(
              "part repeated",
              at,
              spliced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length)));
      case 7 -> tell("part set to zero", at, spliced(bytes, at, length, new byte[length]));
      case 8 -> tell("number in place", at, spliced(bytes, at, 1, varint()));
      default -> tell("part moved here", at, moved(bytes, at, length));
    };
  }

  private byte[] tell(String what, int at, byte[] bytes) {
    told.append(told.isEmpty() ? "" : ", ").append(what).append(" at ").append(at);
    return bytes;
  }

  private byte[] flipped(byte[] bytes, int at) {
    return set(bytes, at, bytes[at] ^ (1 << random.nextInt(Byte.SIZE)));
  }

  private static byte[] set(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] moved(byte[] bytes, int at, int length) {
    int from = random.nextInt(bytes.length);
    int most = Math.min(length, bytes.length - from);
    return spliced(bytes, at, 0, Arrays.copyOfRange(bytes, from, from + most));
  }

  private static byte[] spliced(byte[] bytes, int at, int without, byte[] part) {
    byte[] changed = new byte[bytes.length - without + part.length];
    System.arraycopy(bytes, 0, changed, 0, at);
    System.arraycopy(part, 0, changed, at, part.length);
    System.arraycopy(bytes, at + without, changed, at + part.length, bytes.length - at - without);
    return changed;
  }

  /** A length or count that lies: near a power of two, of either sign. */
  private byte[] varint() {
    long value = (1L << random.nextInt(Long.SIZE)) + random.nextInt(3) - 1;
    value = random.nextInt(3) == 0 ? -value : value;
    return varint(value);
  }

  /** A number as Avro writes it. */
  static byte[] varint(long value) {
    byte[] bytes = new byte[VARINT_BYTES];
    return Arrays.copyOf(bytes, BinaryData.encodeLong(value, bytes, 0));
  }
}
