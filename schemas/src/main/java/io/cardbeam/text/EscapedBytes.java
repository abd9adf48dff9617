package io.cardbeam.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes as text and back, without loss: UTF-8 where they are, and a byte that is none of it as
 * a surrogate without its other half, U+DC80 to U+DCFF (PEP 383).
 */
final class EscapedBytes {
  private static final int ESCAPE = 0xDC00;

  private EscapedBytes() {}

  static String text(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer from = ByteBuffer.wrap(bytes);
    // No byte makes more than one char.
    CharBuffer text = CharBuffer.allocate(bytes.length);
    while (true) {
      CoderResult result = decoder.decode(from, text, true);
      if (result.isUnderflow()) {
        break;
      }
      for (int i = 0; i < result.length(); i++) {
        text.put((char) (ESCAPE + (from.get() & 0xFF)));
      }
      decoder.reset();
    }
    return text.flip().toString();
  }

  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF && !isSecondHalf(text, i)) {
        bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
        bytes.write(c - ESCAPE);
        from = i + 1;
      }
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static boolean isSecondHalf(String text, int index) {
    return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
  }
}
