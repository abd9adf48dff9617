package io.cardbeam.pipeline.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * A document that no server will take as it is.
 *
 * @param reason on one line
 */
public record RefusedDocument(SearchDocument document, String reason) {
  /** Of these. */
  public static final AtomicCoder<RefusedDocument> CODER = new Coder();

  private static final class Coder extends AtomicCoder<RefusedDocument> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(RefusedDocument refused, OutputStream out) throws IOException {
      SearchDocument.CODER.encode(refused.document, out);
      StringUtf8Coder.of().encode(refused.reason, out);
    }

    @Override
    public RefusedDocument decode(InputStream in) throws IOException {
      return new RefusedDocument(SearchDocument.CODER.decode(in), StringUtf8Coder.of().decode(in));
    }
  }
}
