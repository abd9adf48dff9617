package io.cardbeam.pipeline.table;

import java.nio.file.Path;

/** Another run is writing to the same output folder. */
public final class OutputInUseException extends Exception {
  private static final long serialVersionUID = 1L;

  OutputInUseException(Path output) {
    super("another run is at work in " + output + "; wait for it or choose another folder");
  }
}
