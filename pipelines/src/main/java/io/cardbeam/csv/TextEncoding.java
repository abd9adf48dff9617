package io.cardbeam.csv;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An encoding of text in which line ends can be found before the text is decoded: UTF-8, UTF-16,
 * and those in which a line end is the one byte that it is in ASCII. UTF-8 and UTF-16 are detected
 * by a file's content; others must be asked for, since any bytes could be them.
 *
 * @param standardName its name as IANA has it
 */
public record TextEncoding(String standardName) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** With or without a byte order mark. */
  public static final TextEncoding UTF_8 = new TextEncoding("UTF-8");

  /** The low byte of each unit first. */
  public static final TextEncoding UTF_16LE = new TextEncoding("UTF-16LE");

  /** The high byte of each unit first. */
  public static final TextEncoding UTF_16BE = new TextEncoding("UTF-16BE");

  private static final char REPLACEMENT = '\uFFFD';

  /**
   * The encoding of this name.
   *
   * @return empty for UTF-16, whose order of bytes the content tells
   * @throws IllegalArgumentException if there is none, or lines can't be found in it
   */
  public static Optional<TextEncoding> named(String name) {
    Charset charset = Charset.forName(name.strip());
    if (charset.equals(StandardCharsets.UTF_16)) {
      return Optional.empty();
    }
    TextEncoding encoding = new TextEncoding(charset.name());
    byte[] lineEnd = charset.canEncode() ? "\n".getBytes(charset) : new byte[0];
    boolean found = encoding.unitBytes() == 2 || (lineEnd.length == 1 && lineEnd[0] == '\n');
    if (!found) {
      throw new IllegalArgumentException(charset.name() + " is not read");
    }
    return Optional.of(encoding);
  }

  Charset charset() {
    return Charset.forName(standardName);
  }

  /** Bytes of a line end's character: 1 or 2. */
  int unitBytes() {
    return equals(UTF_16LE) || equals(UTF_16BE) ? 2 : 1;
  }

  /** The text in these bytes; what is no text is U+FFFD in it, see {@link #flaw}. */
  String decode(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, charset());
  }

  /**
   * Where bytes are no text of this encoding, if anywhere, in words. Costs next to nothing if
   * {@code decoded} has no U+FFFD.
   *
   * @param decoded what {@link #decode} made of the bytes
   */
  Optional<String> flaw(String decoded, byte[] bytes, int from, int length) {
    if (decoded.indexOf(REPLACEMENT) < 0) {
      return Optional.empty();
    }
    CharsetDecoder decoder =
        charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, length).slice();
    CoderResult result = decoder.decode(in, CharBuffer.allocate(length + 1), true);
    if (!result.isError() && !in.hasRemaining()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            "byte %d of the line, 0x%02X, is not valid %s",
            in.position() + 1, in.get(in.position()), standardName()));
  }
}
