package io.cardbeam.command.replay;

import java.io.IOException;

/** A file's events are not in order of time, as whoever wrote it did not keep to that. */
final class UnsortedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ArchiveFile file;

  UnsortedFileException(ArchiveFile file) {
    super(file.path() + " is not in order of event time");
    this.file = file;
  }

  ArchiveFile file() {
    return file;
  }
}
