package io.cardbeam.weblog;

/** Hashes of 64 bits that are the same in every process. They keep texts apart, and no secrets. */
final class TextHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private TextHash() {}

  /** FNV-1a over the text's chars, mixed. */
  static long of(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed(hash);
  }

  /** One hash of two. */
  static long of(long first, long second) {
    return mixed(first * 31 + second);
  }

  /** The finalizer of MurmurHash3: each bit of the input bears on each of the output. */
  static long mixed(long hash) {
    long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  /** The bits of a hash of 32 bits spread, for a table that uses the lowest ones. */
  static int spread(int hash) {
    return hash ^ (hash >>> 13) ^ (hash >>> 23);
  }
}
