package io.cardbeam.pipeline.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * A document. One with the same id and day replaces it.
 *
 * @param id letters, digits, {@code -} and {@code _}, at most {@value #MAX_ID_CHARS}
 * @param epochDay which daily index it is in, days since 1970 UTC
 * @param json one object, on one line
 */
@SuppressWarnings("ArrayRecordComponent") // It is bytes on their way.
public record SearchDocument(String id, long epochDay, byte[] json) {
  /** Longest id, in characters. */
  public static final int MAX_ID_CHARS = 512;

  /** Of these. */
  public static final AtomicCoder<SearchDocument> CODER = new Coder();

  /**
   * Checks the id.
   *
   * @throws IllegalArgumentException if it is none
   */
  public SearchDocument {
    if (id.isEmpty()
        || id.length() > MAX_ID_CHARS
        || !id.chars().allMatch(SearchDocument::isOfId)) {
      throw new IllegalArgumentException(
          "the id of a document has letters, digits, - and _, at most " + MAX_ID_CHARS);
    }
  }

  private static boolean isOfId(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private static final class Coder extends AtomicCoder<SearchDocument> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(SearchDocument document, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(document.id, out);
      VarLongCoder.of().encode(document.epochDay, out);
      ByteArrayCoder.of().encode(document.json, out);
    }

    @Override
    public SearchDocument decode(InputStream in) throws IOException {
      return new SearchDocument(
          StringUtf8Coder.of().decode(in),
          VarLongCoder.of().decode(in),
          ByteArrayCoder.of().decode(in));
    }
  }
}
