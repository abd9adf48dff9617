package io.cardbeam.pipeline.files;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * A file that appears under its name when all of it is written, over one that was there: work that
 * is done again writes it again.
 */
public final class PartFile {
  private static final String PART = ".part";

  private final ResourceId part;
  private final ResourceId whole;

  /** Of this name. */
  public PartFile(String name) {
    part = FileSystems.matchNewResource(name + PART, false);
    whole = FileSystems.matchNewResource(name, false);
  }

  /** Begins to write it. */
  public WritableByteChannel create() throws IOException {
    return OwnerOnly.create(part, MimeTypes.BINARY);
  }

  /** Gives it its name, when what was created is closed. */
  public void publish() throws IOException {
    FileSystems.rename(List.of(part), List.of(whole), StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}
