package io.cardbeam.measure.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How often values occur, in fixed bins: 32 to each power of two, on both sides of zero. A bin is
 * told by the top bits of the value's own bits, so counting costs a shift and an addition, counts
 * of two workers add up exactly, and quantiles are at most 1/32 below the true ones; whole numbers
 * up to 64 have bins of their own. Values that are no number are counted apart.
 *
 * <p>Some 10 KB for values of 30 powers of two. Not safe for several threads.
 */
public final class ValueCounts {
  /** Bits of a float below those that tell a bin: 5 of the mantissa are left. */
  private static final int DROPPED_BITS = 18;

  private static final int BINS_OF_BLOCK = 32;
  private static final int BLOCKS = 512;

  /** Number of bins, most of them never used. */
  static final int BINS = BLOCKS * BINS_OF_BLOCK;

  /** Counts by power of two; blocks without a value are empty arrays. */
  private final long[][] blocks = new long[BLOCKS][];

  private long numbers;
  private long missing;

  /** Counts of nothing. */
  public ValueCounts() {
    Arrays.fill(blocks, new long[0]);
  }

  /** Counts a value; NaN is a missing one. */
  public void add(float value) {
    if (Float.isNaN(value)) {
      missing++;
      return;
    }
    add(binOf(value), 1);
  }

  private void add(int bin, long times) {
    int block = bin / BINS_OF_BLOCK;
    if (blocks[block].length == 0) {
      blocks[block] = new long[BINS_OF_BLOCK];
    }
    blocks[block][bin % BINS_OF_BLOCK] += times;
    numbers += times;
  }

  /** Adds all that another one counted. */
  public void add(ValueCounts other) {
    missing += other.missing;
    for (int bin = 0; bin < BINS; bin++) {
      long times = other.count(bin);
      if (times > 0) {
        add(bin, times);
      }
    }
  }

  /** Bins rise with values: the bits of positive floats do, those of negative ones fall. */
  static int binOf(float value) {
    int bits = Float.floatToIntBits(value + 0.0f); // -0.0 becomes 0.0, which is equal to it.
    int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    return (ordered ^ Integer.MIN_VALUE) >>> DROPPED_BITS;
  }

  /** Least value of a bin that holds values from 0 on; of others, the one nearest to 0. */
  static float valueOf(int bin) {
    int ordered = (bin << DROPPED_BITS) ^ Integer.MIN_VALUE;
    return ordered >= 0
        ? Float.intBitsToFloat(ordered)
        : Float.intBitsToFloat((ordered | ((1 << DROPPED_BITS) - 1)) ^ Integer.MAX_VALUE);
  }

  /** How often a bin's values occurred. */
  long count(int bin) {
    long[] block = blocks[bin / BINS_OF_BLOCK];
    return block.length == 0 ? 0 : block[bin % BINS_OF_BLOCK];
  }

  /** How many values there were, those that are no number among them. */
  public long total() {
    return numbers + missing;
  }

  /** How many were no number. */
  public long missing() {
    return missing;
  }

  /**
   * The value below which a share of the numbers lies; NaN if there are none.
   *
   * @param share 0 to 1
   */
  public double quantile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * numbers));
    long passed = 0;
    for (int bin = 0; bin < BINS; bin++) {
      passed += count(bin);
      if (passed >= wanted) {
        return valueOf(bin);
      }
    }
    return Double.NaN;
  }

  /** Writes the counts, bins that are empty left out. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(missing);
    int used = 0;
    for (int bin = 0; bin < BINS; bin++) {
      used += count(bin) > 0 ? 1 : 0;
    }
    out.writeInt(used);
    for (int bin = 0; bin < BINS; bin++) {
      if (count(bin) > 0) {
        out.writeShort(bin);
        out.writeLong(count(bin));
      }
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static ValueCounts readFrom(DataInput in) throws IOException {
    ValueCounts counts = new ValueCounts();
    counts.missing = in.readLong();
    int used = in.readInt();
    if (used < 0 || used > BINS) {
      throw new IOException(used + " bins are not 0 to " + BINS);
    }
    for (int i = 0; i < used; i++) {
      int bin = in.readUnsignedShort();
      long times = in.readLong();
      if (bin >= BINS || times <= 0) {
        throw new IOException("bin " + bin + " with " + times + " values");
      }
      counts.add(bin, times);
    }
    return counts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueCounts counts
        && counts.missing == missing
        && Arrays.deepEquals(counts.blocks, blocks);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(missing) + Arrays.deepHashCode(blocks);
  }
}
