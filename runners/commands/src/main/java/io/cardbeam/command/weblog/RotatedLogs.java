package io.cardbeam.command.weblog;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Files beside a log whose names begin with its name, as rotations leave them. */
final class RotatedLogs {
  private RotatedLogs() {}

  /** Opens a file, if it is the one that is looked for. */
  interface Opener<T> {
    Optional<T> open(Path file) throws IOException;
  }

  /** The newest of them that is the one; packed ones never are. */
  static <T> Optional<T> find(Path log, Opener<T> opener) throws IOException {
    for (Path file : of(log)) {
      Optional<T> found = opener.open(file);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static List<Path> of(Path log) throws IOException {
    Path folder = Optional.ofNullable(log.getParent()).orElse(Path.of("/"));
    String name = String.valueOf(log.getFileName());
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String other = String.valueOf(entry.getFileName());
        if (other.startsWith(name) && !other.equals(name) && Files.isReadable(entry)) {
          files.add(entry);
        }
      }
    }
    files.removeIf(file -> !Files.isRegularFile(file));
    files.sort(Comparator.comparingLong(RotatedLogs::modified).reversed());
    return files;
  }

  private static long modified(Path file) {
    return file.toFile().lastModified();
  }
}
