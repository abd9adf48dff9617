package io.cardbeam.local;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state that runs of one job left: savepoints of clean stops and the last checkpoints of
 * others.
 *
 * @param root folder of the job
 */
public record JobFolder(Path root) {
  /** Flink writes this file last; state without it was not finished. */
  private static final String COMPLETE = "_metadata";

  private static final int MAX_DEPTH = 4;

  /**
   * As Flink wants it: with a scheme, and with blanks as they are; a URI's %20 it takes literally.
   */
  static String location(Path folder) {
    return "file://" + folder;
  }

  Path checkpoints() throws IOException {
    return Files.createDirectories(root.resolve("checkpoints"));
  }

  Path savepoints() throws IOException {
    return Files.createDirectories(root.resolve("savepoints"));
  }

  /** The newest complete savepoint or checkpoint; empty if the job never ran this far. */
  public Optional<Path> newestState() throws IOException {
    if (!Files.isDirectory(root)) {
      return Optional.empty();
    }
    List<Path> complete;
    try (Stream<Path> files = Files.walk(root, MAX_DEPTH)) {
      complete = files.filter(f -> f.endsWith(COMPLETE)).toList();
    }
    Optional<Path> newest = Optional.empty();
    Comparator<FileTime> byTime = Comparator.naturalOrder();
    for (Path file : complete) {
      if (newest.isEmpty()
          || byTime.compare(
                  Files.getLastModifiedTime(file), Files.getLastModifiedTime(newest.get()))
              > 0) {
        newest = Optional.of(file);
      }
    }
    return newest.map(Path::getParent);
  }

  /** Deletes all state: the next run begins anew. */
  public void forget() throws IOException {
    forgetAllBut(Optional.empty());
  }

  /** Deletes what a newer state has made superfluous. */
  void keepOnly(Path state) throws IOException {
    forgetAllBut(Optional.of(state));
  }

  private void forgetAllBut(Optional<Path> kept) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    Files.walkFileTree(root, new Forgetting(kept));
  }

  /**
   * Deletes all but what lies on the way to a folder or in it. Flink may delete checkpoints of its
   * own at the same time, so what is gone already, or was written meanwhile, is no error.
   */
  private static final class Forgetting extends SimpleFileVisitor<Path> {
    private final Optional<Path> kept;

    Forgetting(Optional<Path> kept) {
      this.kept = kept;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return kept.filter(folder::equals).isPresent()
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      if (kept.filter(k -> k.startsWith(folder)).isEmpty()) {
        try {
          Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException writtenMeanwhile) {
          return FileVisitResult.CONTINUE;
        }
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
