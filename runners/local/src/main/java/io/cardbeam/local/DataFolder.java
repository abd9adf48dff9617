package io.cardbeam.local;

import io.cardbeam.flink.Ports;
import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one folder that a local Cardbeam keeps everything in. While it is open it is locked, so that
 * no two of them write into the same folder; the lock goes with the process, however that ends.
 */
public final class DataFolder implements AutoCloseable {
  /** Where the data goes when nobody says otherwise: in the current folder. */
  public static final String DEFAULT_NAME = "cardbeam-data";

  private static final String LOCK_FILE = "lock";

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens a folder, makes it if it is not there, and locks it.
   *
   * @throws DataFolderInUseException if another process or another part of this one has it open
   * @throws IOException if it can't be made or written
   */
  public static DataFolder open(Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    OwnerOnly.folder(root);
    FileChannel channel =
        FileChannel.open(
            root.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      throw new DataFolderInUseException(root);
    }
    return new DataFolder(root, channel, lock);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** The folder itself, as an absolute path. */
  public Path root() {
    return root;
  }

  /** A folder for one part of the system; made if it is not there. */
  public Path part(String name) throws IOException {
    return OwnerOnly.folder(root.resolve(name));
  }

  /**
   * Where the archive of a file that is played lies: apart from the others, because each is a log
   * of its own, whose positions start afresh.
   */
  public Path lakeOf(Path file) throws IOException {
    return part("lake-of-files").resolve(file.getFileName().toString());
  }

  /** Where the archive of all live events lies. */
  public Path lake() throws IOException {
    return part("lake");
  }

  /** Where {@code statements} is to write, for the console to show. */
  public Path statements() {
    return root.resolve("statements");
  }

  /** What the servers write about themselves. */
  public static Path logFile(Path folder) {
    return folder.toAbsolutePath().normalize().resolve("log").resolve("cardbeam.log");
  }

  /** Ports and keys that stay the same from one start to the next. */
  public Ports ports() {
    return new Ports(root.resolve("ports.properties"));
  }

  /** The keys of this folder. */
  public Secrets secrets() throws IOException {
    return new Secrets(part("secret"));
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
