package io.cardbeam.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The encodings of text that are read. */
public enum TextEncoding {
  /** With or without a byte order mark. */
  UTF_8("UTF-8", StandardCharsets.UTF_8, 1),

  /** The low byte of each unit first. */
  UTF_16LE("UTF-16LE", StandardCharsets.UTF_16LE, 2),

  /** The high byte of each unit first. */
  UTF_16BE("UTF-16BE", StandardCharsets.UTF_16BE, 2),

  /** Western European Windows; read only where it is asked for, since any bytes could be it. */
  WINDOWS_1252("windows-1252", Charset.forName("windows-1252"), 1);

  private static final char REPLACEMENT = '\uFFFD';

  private final String standardName;
  private final Charset charset;
  private final int unitBytes;

  TextEncoding(String standardName, Charset charset, int unitBytes) {
    this.standardName = standardName;
    this.charset = charset;
    this.unitBytes = unitBytes;
  }

  /** The encoding of this name, in any case. */
  public static Optional<TextEncoding> named(String name) {
    for (TextEncoding encoding : values()) {
      if (encoding.standardName.equals(name.strip().toUpperCase(Locale.ROOT))
          || encoding.standardName.equalsIgnoreCase(name.strip())) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }

  /** Its name as IANA has it. */
  public String standardName() {
    return standardName;
  }

  Charset charset() {
    return charset;
  }

  /** Bytes of a line end's character: 1 or 2. */
  int unitBytes() {
    return unitBytes;
  }

  /** The text in these bytes; what is no text is U+FFFD in it, see {@link #flaw}. */
  String decode(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, charset);
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
        charset
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
            in.position() + 1, in.get(in.position()), standardName));
  }
}
