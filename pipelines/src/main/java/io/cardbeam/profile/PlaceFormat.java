package io.cardbeam.profile;

import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;

/**
 * The bytes of a place: none where it is not known, three or four for a degree that has up to four
 * or six decimals, as degrees mostly have, and else the eight of a double. Which of them it is, its
 * kind tells, which whoever writes a place keeps beside it.
 */
final class PlaceFormat {
  /** Bits of a kind. */
  static final int KIND_BITS = 2;

  private static final int UNKNOWN = 0;
  private static final int FOUR_DECIMALS = 1;
  private static final int SIX_DECIMALS = 2;
  private static final int ANY = 3;

  private static final double FOUR = 1e4;
  private static final double SIX = 1e6;

  private static final long NAN = Double.doubleToRawLongBits(Double.NaN);

  private PlaceFormat() {}

  /** The kind of a place in degrees, 0 to 3. */
  static int kind(double latitude, double longitude) {
    if (isUnknown(latitude) && isUnknown(longitude)) {
      return UNKNOWN;
    }
    if (has(FOUR, latitude) && has(FOUR, longitude)) {
      return FOUR_DECIMALS;
    }
    return has(SIX, latitude) && has(SIX, longitude) ? SIX_DECIMALS : ANY;
  }

  private static boolean isUnknown(double degrees) {
    return Double.doubleToRawLongBits(degrees) == NAN;
  }

  private static boolean has(double unit, double degrees) {
    return Double.doubleToRawLongBits(Math.round(degrees * unit) / unit)
        == Double.doubleToRawLongBits(degrees);
  }

  static void write(int kind, double degrees, CompactWriter to) {
    switch (kind) {
      case UNKNOWN -> {}
      case FOUR_DECIMALS -> to.signed(Math.round(degrees * FOUR));
      case SIX_DECIMALS -> to.signed(Math.round(degrees * SIX));
      default -> to.word(Double.doubleToRawLongBits(degrees));
    }
  }

  static double read(int kind, CompactReader from) throws IOException {
    return switch (kind) {
      case UNKNOWN -> Double.NaN;
      case FOUR_DECIMALS -> from.signed() / FOUR;
      case SIX_DECIMALS -> from.signed() / SIX;
      default -> Double.longBitsToDouble(from.word());
    };
  }
}
