package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.CardAccount;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A statement's document as a file of its own. The name follows from the statement, so a bundle
 * that is tried again writes the same file again.
 */
public enum StatementFile {
  /** The document for machines. */
  JSON("json", "application/json"),
  /** The document for people. */
  PDF("pdf", "application/pdf");

  private final String extension;
  private final String mimeType;

  StatementFile(String extension, String mimeType) {
    this.extension = extension;
    this.mimeType = mimeType;
  }

  /**
   * Writes it.
   *
   * @param folder of the month's documents
   * @throws IOException if it can't be written
   */
  public void write(String folder, CardAccount account, byte[] document) throws IOException {
    ResourceId file =
        FileSystems.matchNewResource(folder, true)
            .resolve(name(account), StandardResolveOptions.RESOLVE_FILE);
    try (WritableByteChannel channel = FileSystems.create(file, mimeType)) {
      ByteBuffer bytes = ByteBuffer.wrap(document);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** Ending of the files' names. */
  public String extension() {
    return extension;
  }

  /**
   * Token and currency. Both came with an event, so neither may lead to another folder; and as a
   * token may begin with a dash, which programs take for an option, the name begins otherwise.
   */
  private String name(CardAccount account) {
    return URLEncoder.encode(
            "card-" + account.cardToken() + "-" + account.currency(), StandardCharsets.UTF_8)
        + "."
        + extension;
  }
}
