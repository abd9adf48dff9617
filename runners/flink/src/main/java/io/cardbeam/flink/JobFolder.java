package io.cardbeam.flink;

import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The state that runs of one job left: savepoints of clean stops and the last checkpoints of
 * others. It lies on any file system that Flink knows here.
 */
public final class JobFolder {
  /** Flink writes this file last; state without it was not finished. */
  private static final String COMPLETE = "_metadata";

  /** Below the job's folder: kind of state, job id, checkpoint. */
  private static final int MAX_DEPTH = 3;

  private final Path root;

  private JobFolder(Path root) {
    this.root = root;
  }

  /**
   * The folder of a job.
   *
   * @param root where all jobs leave their state: a local folder, or a URI of one elsewhere
   * @param jobName the job's folder is named so
   */
  public static JobFolder of(String root, String jobName) {
    // A blank stays as it is: a URI's %20 Flink takes literally.
    String location =
        root.contains("://")
            ? root
            : "file://" + java.nio.file.Path.of(root).toAbsolutePath().normalize();
    return new JobFolder(new Path(new Path(location), jobName));
  }

  /** Makes the folder for its owner alone, if it is on a local file system and not there. */
  void makeIfLocal() throws IOException {
    if ("file".equals(root.toUri().getScheme())) {
      OwnerOnly.folder(java.nio.file.Path.of(root.getPath()));
    }
  }

  /** The folder itself, as {@link #toString} tells it. */
  static JobFolder at(String location) {
    return new JobFolder(new Path(location));
  }

  /** Where checkpoints go, as Flink wants it. */
  String checkpoints() {
    return new Path(root, "checkpoints").toString();
  }

  /** Where savepoints go, as Flink wants it. */
  String savepoints() {
    return new Path(root, "savepoints").toString();
  }

  /**
   * The newest complete savepoint or checkpoint, as Flink wants it; empty if the job never ran this
   * far.
   *
   * @throws IOException if the folder can't be looked into
   */
  public Optional<String> newestState() throws IOException {
    List<FileStatus> complete = new ArrayList<>();
    collect(root, MAX_DEPTH, complete);
    return complete.stream()
        .max(Comparator.comparingLong(FileStatus::getModificationTime))
        .map(file -> file.getPath().getParent().toString());
  }

  private static void collect(Path folder, int depth, List<FileStatus> complete)
      throws IOException {
    for (FileStatus entry : entries(folder)) {
      if (entry.isDir() && depth > 0) {
        collect(entry.getPath(), depth - 1, complete);
      } else if (entry.getPath().getName().equals(COMPLETE)) {
        complete.add(entry);
      }
    }
  }

  private static List<FileStatus> entries(Path folder) throws IOException {
    try {
      FileStatus[] entries = folder.getFileSystem().listStatus(folder);
      return entries == null ? List.of() : List.of(entries);
    } catch (FileNotFoundException notThere) {
      return List.of();
    }
  }

  /** Deletes all state: the next run starts afresh. */
  public void forget() throws IOException {
    root.getFileSystem().delete(root, true);
  }

  /** Deletes what a newer state has made superfluous. */
  public void keepOnly(String state) throws IOException {
    forgetAllBut(root, new Path(state));
  }

  /**
   * Flink may delete checkpoints of its own at the same time, so what is gone already, or was
   * written meanwhile, is no error.
   */
  private static void forgetAllBut(Path folder, Path kept) throws IOException {
    FileSystem files = folder.getFileSystem();
    for (FileStatus entry : entries(folder)) {
      Path path = entry.getPath();
      if (isWithin(path, kept)) {
        forgetAllBut(path, kept);
      } else if (!path.equals(kept)) {
        files.delete(path, true);
      }
    }
  }

  private static boolean isWithin(Path folder, Path file) {
    return file.toString().startsWith(folder + Path.SEPARATOR);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
