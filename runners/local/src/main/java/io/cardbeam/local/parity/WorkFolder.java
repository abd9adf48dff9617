package io.cardbeam.local.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/** Where runs leave their files: a folder that somebody wants to keep, or one that goes away. */
final class WorkFolder implements AutoCloseable {
  private final Path path;
  private final Optional<Thread> deletion;

  private WorkFolder(Path path, Optional<Thread> deletion) {
    this.path = path;
    this.deletion = deletion;
  }

  /**
   * Opens it.
   *
   * @param kept the folder to keep; made if it is not there
   */
  static WorkFolder open(Optional<Path> kept) throws IOException {
    if (kept.isPresent()) {
      return new WorkFolder(
          Files.createDirectories(kept.get().toAbsolutePath().normalize()), Optional.empty());
    }
    Path temporary = Files.createTempDirectory("cardbeam-parity");
    // Ctrl-C ends the process without closing anything.
    Thread deletion = new Thread(() -> FileUtils.deleteQuietly(temporary.toFile()), "deletion");
    Runtime.getRuntime().addShutdownHook(deletion);
    return new WorkFolder(temporary, Optional.of(deletion));
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (deletion.isPresent()) {
      FileUtils.deleteDirectory(path.toFile());
      Runtime.getRuntime().removeShutdownHook(deletion.get());
    }
  }
}
