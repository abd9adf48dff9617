package io.cardbeam.local;

import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** Where runs leave their files: a folder that somebody wants to keep, or one that goes away. */
public final class WorkFolder implements AutoCloseable {
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
   * @param name what the name of one that goes away begins with
   */
  public static WorkFolder open(Optional<Path> kept, String name) throws IOException {
    if (kept.isPresent()) {
      return new WorkFolder(
          OwnerOnly.folder(kept.get().toAbsolutePath().normalize()), Optional.empty());
    }
    Path temporary = Files.createTempDirectory(name);
    // Ctrl-C ends the process without closing anything.
    Thread deletion = new Thread(() -> FileUtils.deleteQuietly(temporary.toFile()), "deletion");
    Runtime.getRuntime().addShutdownHook(deletion);
    return new WorkFolder(temporary, Optional.of(deletion));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Whether a folder can be kept for what is written: it is empty, or not there. */
  public static boolean isFree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  @Override
  public void close() throws IOException {
    if (deletion.isPresent()) {
      FileUtils.deleteDirectory(path.toFile());
      Runtime.getRuntime().removeShutdownHook(deletion.get());
    }
  }
}
