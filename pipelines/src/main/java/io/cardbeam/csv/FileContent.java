package io.cardbeam.csv;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * What a file holds, detected from its first {@value #LOOK_AHEAD_BYTES} bytes and never by its
 * name, so that it works on a pipe, too.
 *
 * <p>Compression is gzip, zstd or bzip2, also several members or frames one after the other, and
 * also one within the other, at most {@value #MOST_LAYERS}. Text is UTF-8 or, by its byte order
 * mark or by the zeros of its first characters, UTF-16.
 *
 * @param compression what was unpacked, outermost first; empty where nothing was
 * @param format text or Parquet
 * @param encoding of the text
 * @param bytes the content, unpacked, after its byte order mark; closing it closes the file
 */
public record FileContent(
    List<String> compression, Format format, TextEncoding encoding, InputStream bytes) {
  /** How far it looks ahead, bytes. */
  static final int LOOK_AHEAD_BYTES = 4096;

  /** Most compressions around each other. */
  static final int MOST_LAYERS = 3;

  private static final int BUFFER_BYTES = 1 << 18;

  /** Units of text that tell UTF-16 by its zeros. */
  private static final int TELLING_UNITS = 64;

  /** One zero in so many is a stray one. */
  private static final int FEW = 8;

  /** What is in it. */
  public enum Format {
    /** Lines of text. */
    TEXT,
    /** Apache Parquet, which is not a stream of lines. */
    PARQUET
  }

  /** Copies the list. */
  public FileContent {
    compression = List.copyOf(compression);
  }

  /**
   * Looks at a file.
   *
   * @param file its bytes as they lie; not closed if this fails
   * @throws DamagedFileException if its compression is damaged from the start
   * @throws BadRowException code NOT_TEXT: a known format that is neither text nor Parquet
   */
  public static FileContent of(InputStream file) throws IOException, BadRowException {
    Layers layers = Layers.open(file);
    return content(layers.compression(), layers.magic(), layers.head(), layers.bytes());
  }

  /**
   * A file of text with its bytes, whatever they are: only its compression is undone.
   *
   * @param file its bytes as they lie; not closed if this fails
   * @throws DamagedFileException if its compression is damaged from the start
   * @throws BadRowException code NOT_TEXT: a known format that is no text
   */
  public static FileContent unpacked(InputStream file) throws IOException, BadRowException {
    Layers layers = Layers.open(file);
    if (layers.magic() != Magic.NONE) {
      throw new BadRowException("NOT_TEXT", "file is " + layers.magic().words() + ", not text");
    }
    return new FileContent(layers.compression(), Format.TEXT, TextEncoding.UTF_8, layers.bytes());
  }

  /**
   * A file without its compressions.
   *
   * @param compression what was unpacked, outermost first
   * @param magic format of what is left
   * @param head its first bytes
   * @param bytes all of it
   */
  @SuppressWarnings("ArrayRecordComponent") // It is bytes on their way.
  private record Layers(List<String> compression, Magic magic, byte[] head, InputStream bytes) {
    static Layers open(InputStream file) throws IOException {
      List<String> compression = new ArrayList<>();
      InputStream in = file;
      while (true) {
        PushbackInputStream pushback = new PushbackInputStream(in, LOOK_AHEAD_BYTES);
        byte[] head = pushback.readNBytes(LOOK_AHEAD_BYTES);
        pushback.unread(head);
        Magic magic = Magic.of(head);
        if (!magic.isCompression()) {
          return new Layers(compression, magic, head, pushback);
        }
        if (compression.size() == MOST_LAYERS) {
          throw new DamagedFileException(
              "file is compressed more than " + MOST_LAYERS + " times, one within the other");
        }
        compression.add(magic.words());
        in = FileContent.unpacked(pushback, magic);
      }
    }
  }

  private static InputStream unpacked(InputStream packed, Magic magic) throws IOException {
    InputStream buffered = new BufferedInputStream(packed, BUFFER_BYTES);
    return switch (magic) {
      // Not java.util.zip's: it asks available() whether another member follows, which a network's
      // stream may deny, and passes garbage after the last over in silence.
      case GZIP ->
          Unpacked.open(
              buffered, magic.words(), source -> new GzipCompressorInputStream(source, true));
      case BZIP2 ->
          Unpacked.open(
              buffered, magic.words(), source -> new BZip2CompressorInputStream(source, true));
      case ZSTD -> Unpacked.open(buffered, magic.words(), ZstdInputStream::new);
      default -> throw new IllegalArgumentException(magic + " is no compression");
    };
  }

  private static FileContent content(
      List<String> compression, Magic magic, byte[] head, InputStream in)
      throws IOException, BadRowException {
    if (magic == Magic.PARQUET) {
      return new FileContent(compression, Format.PARQUET, TextEncoding.UTF_8, in);
    }
    if (magic != Magic.NONE) {
      throw new BadRowException("NOT_TEXT", "file is " + magic.words() + "; save it as CSV");
    }
    Optional<ByteOrderMark> mark = ByteOrderMark.of(head);
    TextEncoding encoding = mark.isPresent() ? mark.get().encoding() : encodingByZeros(head);
    in.skipNBytes(mark.map(ByteOrderMark::bytes).orElse("").length());
    return new FileContent(compression, Format.TEXT, encoding, in);
  }

  /** A header is mostly ASCII, and in UTF-16 one of the two bytes of such a character is 0. */
  private static TextEncoding encodingByZeros(byte[] head) throws BadRowException {
    int units = Math.min(head.length / 2, TELLING_UNITS);
    int evenZeros = 0;
    int oddZeros = 0;
    for (int i = 0; i < units; i++) {
      evenZeros += head[2 * i] == 0 ? 1 : 0;
      oddZeros += head[2 * i + 1] == 0 ? 1 : 0;
    }
    if (evenZeros + oddZeros <= units / FEW) {
      return TextEncoding.UTF_8;
    }
    if (oddZeros > units / 2 && evenZeros <= oddZeros / FEW) {
      return TextEncoding.UTF_16LE;
    }
    if (evenZeros > units / 2 && oddZeros <= evenZeros / FEW) {
      return TextEncoding.UTF_16BE;
    }
    throw new BadRowException("NOT_TEXT", "file is binary, not text: it begins with zero bytes");
  }

  /**
   * A mark that a text may begin with.
   *
   * @param encoding that it tells
   * @param bytes as ISO 8859-1
   */
  private record ByteOrderMark(TextEncoding encoding, String bytes) {
    private static final List<ByteOrderMark> KNOWN =
        List.of(
            new ByteOrderMark(TextEncoding.UTF_8, Magic.text(0xEF, 0xBB, 0xBF)),
            new ByteOrderMark(TextEncoding.UTF_16LE, Magic.text(0xFF, 0xFE)),
            new ByteOrderMark(TextEncoding.UTF_16BE, Magic.text(0xFE, 0xFF)));

    static Optional<ByteOrderMark> of(byte[] head) {
      return KNOWN.stream().filter(mark -> Magic.begins(head, mark.bytes)).findFirst();
    }
  }
}
