package io.cardbeam.pipeline.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.pipeline.files.PartFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Writes files, each whole. A file is written once its rows and its name are in a checkpoint: what
 * is done again after a fault writes the same file over, and no row is in two.
 */
final class WriteRowFileFn extends DoFn<KV<String, byte[]>, Void> {
  private static final long serialVersionUID = 1L;
  private static final Counter FILES = WebLogTags.counter(WebLogTags.FILES);

  private final String folder;

  WriteRowFileFn(String folder) {
    this.folder = folder;
  }

  @RequiresStableInput
  @ProcessElement
  public void process(@Element KV<String, byte[]> element) throws IOException {
    PartFile file = new PartFile(folder + "/" + element.getKey());
    try (OutputStream out = Channels.newOutputStream(file.create())) {
      out.write((LiveTables.header(element.getKey()) + "\n").getBytes(UTF_8));
      out.write(element.getValue());
    }
    file.publish();
    FILES.inc();
  }
}
