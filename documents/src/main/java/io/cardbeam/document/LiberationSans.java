package io.cardbeam.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The typeface of documents: Liberation Sans, under the SIL Open Font License.
 *
 * @param regular TrueType file
 * @param bold TrueType file
 */
@SuppressWarnings("ArrayRecordComponent") // Not compared; handed to the printer as they are.
record LiberationSans(byte[] regular, byte[] bold) {
  /** Offset of the first entry of a TrueType file's table of tables, and length of each. */
  private static final int DIRECTORY = 12;

  private static final int ENTRY = 16;

  /**
   * Loads it.
   *
   * @throws IOException if it is not on the class path
   */
  static LiberationSans load() throws IOException {
    return new LiberationSans(file("Regular"), file("Bold"));
  }

  private static byte[] file(String style) throws IOException {
    String name = "/liberation/LiberationSans-" + style + ".ttf";
    try (InputStream in =
        Objects.requireNonNull(LiberationSans.class.getResourceAsStream(name), name)) {
      return withoutSubstitutions(in.readAllBytes());
    }
  }

  /**
   * Takes the table of glyph substitutions (GSUB) out of a font, by a name that no reader knows.
   * There are ligatures in it, which figures and names do well without, and for each piece of text
   * they cost the PDF library three times what all else of it takes.
   */
  private static byte[] withoutSubstitutions(byte[] font) {
    ByteBuffer bytes = ByteBuffer.wrap(font);
    int tables = bytes.getShort(4);
    for (int i = 0; i < tables; i++) {
      int at = DIRECTORY + i * ENTRY;
      if (new String(font, at, 4, StandardCharsets.US_ASCII).equals("GSUB")) {
        bytes.put(at, (byte) 'x');
      }
    }
    return font;
  }
}
