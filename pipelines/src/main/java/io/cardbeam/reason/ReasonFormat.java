package io.cardbeam.reason;

import io.cardbeam.event.Reason;
import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a {@link Reason} in state: its code by its place among those that are known, or as
 * it is; its figure in as few bytes as hold it; its sentence in known words. What is read equals
 * what was written, to the bit of the figure.
 */
public final class ReasonFormat {
  private static final int CODE_BITS = 6;
  private static final int CODE = (1 << CODE_BITS) - 1;
  private static final int OTHER_CODE = 0;

  private static final int NO_FIGURE = 0;
  private static final int WHOLE = 1;
  private static final int FLOAT = 2;
  private static final int DOUBLE = 3;

  /** Whole figures above have no fewer bytes than a double. */
  private static final double MOST_WHOLE = 1L << 48;

  private ReasonFormat() {}

  /** Writes the bytes. */
  public static void write(Reason reason, CompactWriter to) {
    int place = KnownWords.placeOfCode(reason.getCode());
    int kind = kind(reason.getFigure());
    to.one(kind << CODE_BITS | (place < 0 ? OTHER_CODE : place + 1));
    if (place < 0) {
      to.text(reason.getCode());
    }
    Double figure = reason.getFigure();
    if (figure != null) {
      writeFigure(figure, kind, to);
    }
    KnownText.write(reason.getText(), to);
  }

  private static int kind(@Nullable Double figure) {
    if (figure == null) {
      return NO_FIGURE;
    }
    double value = figure;
    if (Math.abs(value) <= MOST_WHOLE && isSame(value, (double) (long) value)) {
      return WHOLE;
    }
    return isSame(value, (double) (float) value) ? FLOAT : DOUBLE;
  }

  /** To the bit: a zero below 0 is not 0, and one that is no number is itself. */
  private static boolean isSame(double one, double other) {
    return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
  }

  private static void writeFigure(double figure, int kind, CompactWriter to) {
    switch (kind) {
      case WHOLE -> to.signed((long) figure);
      case FLOAT -> to.half(Float.floatToRawIntBits((float) figure));
      default -> to.word(Double.doubleToRawLongBits(figure));
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes end early, or name a code or words that are not known
   */
  public static Reason read(CompactReader from) throws IOException {
    int first = from.one();
    int place = (first & CODE) - 1;
    if (place >= KnownWords.codes()) {
      throw new IOException("a reason has a code that is not known: " + place);
    }
    String code = place < 0 ? from.text() : KnownWords.codeAt(place);
    Double figure = readFigure(first >>> CODE_BITS, from);
    return new Reason(code, KnownText.read(from), figure);
  }

  private static @Nullable Double readFigure(int kind, CompactReader from) throws IOException {
    return switch (kind) {
      case NO_FIGURE -> null;
      case WHOLE -> (Double) (double) from.signed();
      case FLOAT -> (Double) (double) Float.intBitsToFloat(from.half());
      default -> (Double) Double.longBitsToDouble(from.word());
    };
  }
}
