package io.cardbeam.csv;

import java.util.Arrays;

/** The bytes that formats begin with, as their specifications have them. */
enum Magic {
  GZIP("gzip", true, 0x1F, 0x8B),
  ZSTD("zstd", true, 0x28, 0xB5, 0x2F, 0xFD),
  BZIP2("bzip2", true, 'B', 'Z', 'h'),
  PARQUET("Parquet", false, 'P', 'A', 'R', '1'),
  XZ("xz, which is not read", false, 0xFD, '7', 'z', 'X', 'Z', 0),
  LZ4("LZ4, which is not read", false, 0x04, 0x22, 0x4D, 0x18),
  SEVEN_ZIP("a 7z archive", false, '7', 'z', 0xBC, 0xAF, 0x27, 0x1C),
  ZIP("a ZIP archive or a workbook (.xlsx)", false, 'P', 'K', 3, 4),
  OLD_WORKBOOK("a workbook (.xls)", false, 0xD0, 0xCF, 0x11, 0xE0),
  AVRO("an Avro file", false, 'O', 'b', 'j', 1),
  ORC("an ORC file", false, 'O', 'R', 'C'),
  ARROW("an Arrow file", false, 'A', 'R', 'R', 'O', 'W', '1'),
  PDF("a PDF", false, '%', 'P', 'D', 'F', '-'),
  UTF_32LE("UTF-32, which is not read", false, 0xFF, 0xFE, 0, 0),
  UTF_32BE("UTF-32, which is not read", false, 0, 0, 0xFE, 0xFF),
  NONE("text", false);

  /** Frames that a decompressor skips: 0x184D2A50 to 0x184D2A5F, the low byte first. */
  private static final String SKIPPABLE_FRAME = text(0x2A, 0x4D, 0x18);

  private final String words;
  private final boolean compression;

  /** As ISO 8859-1. */
  private final String begin;

  Magic(String words, boolean compression, int... bytes) {
    this.words = words;
    this.compression = compression;
    this.begin = text(bytes);
  }

  /** Bytes as ISO 8859-1. */
  static String text(int... bytes) {
    return new String(bytes, 0, bytes.length);
  }

  /** What these first bytes of a file begin. */
  static Magic of(byte[] head) {
    if (head.length > 3
        && (head[0] & 0xF0) == 0x50
        && begins(Arrays.copyOfRange(head, 1, 4), SKIPPABLE_FRAME)) {
      return ZSTD;
    }
    for (Magic magic : values()) {
      if (begins(head, magic.begin) && magic.fits(head)) {
        return magic;
      }
    }
    throw new IllegalStateException("nothing begins with no bytes");
  }

  /** "BZh" and "ORC" could be a column's name; bzip2 goes on with a digit, ORC with a byte. */
  private boolean fits(byte[] head) {
    return switch (this) {
      case BZIP2 -> head.length > 3 && head[3] >= '1' && head[3] <= '9';
      case ORC ->
          head.length > 3
              && head[3] >= 0
              && head[3] < ' '
              && head[3] != '\n'
              && head[3] != '\r'
              && head[3] != '\t';
      default -> true;
    };
  }

  /** Whether bytes begin with these, which are given as ISO 8859-1. */
  static boolean begins(byte[] head, String begin) {
    if (head.length < begin.length()) {
      return false;
    }
    for (int i = 0; i < begin.length(); i++) {
      if ((head[i] & 0xFF) != begin.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean isCompression() {
    return compression;
  }

  /** The format for people. */
  String words() {
    return words;
  }
}
