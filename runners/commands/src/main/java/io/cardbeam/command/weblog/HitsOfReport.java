package io.cardbeam.command.weblog;

import io.cardbeam.pipeline.files.OwnerOnly;
import io.cardbeam.pipeline.table.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for the hits of a report, where nobody asked for the hits themselves. */
record HitsOfReport(Path folder) implements AutoCloseable {

  static HitsOfReport make() throws IOException {
    return new HitsOfReport(OwnerOnly.folder(Files.createTempDirectory("cardbeam-weblogs")));
  }

  @Override
  public void close() throws IOException {
    FolderTree.delete(folder);
  }
}
