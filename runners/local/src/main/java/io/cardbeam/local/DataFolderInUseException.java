package io.cardbeam.local;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else works in the folder. */
public final class DataFolderInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  DataFolderInUseException(Path folder) {
    super(folder + " is in use by another cardbeam; stop that one, or name another with --data");
  }
}
