package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.CardAccount;
import io.cardbeam.billing.Statement;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Writes each statement as a file of its own. The name and the bytes follow from the statement, so
 * a bundle that is tried again writes the same file again.
 */
final class WriteStatementJsonFn extends DoFn<Statement, Void> {
  private static final long serialVersionUID = 1L;

  private static final String JSON = "application/json";

  private final String folder;

  WriteStatementJsonFn(String folder) {
    this.folder = folder;
  }

  @ProcessElement
  public void process(@Element Statement statement) throws IOException {
    ResourceId file =
        FileSystems.matchNewResource(folder, true)
            .resolve(fileName(statement.account()), StandardResolveOptions.RESOLVE_FILE);
    try (WritableByteChannel channel = FileSystems.create(file, JSON)) {
      ByteBuffer bytes = ByteBuffer.wrap(StatementJson.bytes(statement));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /**
   * Token and currency. Both came with an event, so neither may lead to another folder; and as a
   * token may begin with a dash, which programs take for an option, the name begins otherwise.
   */
  private static String fileName(CardAccount account) {
    return URLEncoder.encode(
            "card-" + account.cardToken() + "-" + account.currency(), StandardCharsets.UTF_8)
        + ".json";
  }
}
