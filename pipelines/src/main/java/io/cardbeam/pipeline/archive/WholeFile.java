package io.cardbeam.pipeline.archive;

import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.apache.avro.SchemaNormalization;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A file of the lake, named by the fingerprint of its bytes. It appears whole: it is written under
 * another name, which no reader of the lake looks at, and then renamed.
 */
final class WholeFile {
  private WholeFile() {}

  /**
   * Writes it.
   *
   * @param folder ends with a slash
   */
  static void write(String folder, byte[] bytes) throws IOException {
    String name = String.format("%016x", SchemaNormalization.fingerprint64(bytes));
    ResourceId unfinished =
        FileSystems.matchNewResource(folder + "." + name + ".unfinished", false);
    ResourceId finished = FileSystems.matchNewResource(folder + name + ".avro", false);
    try (WritableByteChannel out = OwnerOnly.create(unfinished, "avro/binary")) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
    }
    FileSystems.rename(
        List.of(unfinished), List.of(finished), StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}
