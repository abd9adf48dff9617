package io.cardbeam.geo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A database of addresses, and the file that it is renewed by. Whoever holds it says when to look
 * at the file; those who ask for the database meanwhile get the one before. For all threads.
 */
public final class GeoFile {
  private final Path path;
  private volatile GeoDatabase database;
  private Stamp seen;

  private record Stamp(FileTime modified, long bytes, @Nullable Object key) {
    static Stamp of(Path path) throws IOException {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(file.lastModifiedTime(), file.size(), file.fileKey());
    }
  }

  private GeoFile(Path path, Stamp seen, GeoDatabase database) {
    this.path = path;
    this.seen = seen;
    this.database = database;
  }

  /**
   * Reads the file.
   *
   * @throws IOException as {@link GeoDatabase#read} does
   */
  public static GeoFile open(Path path) throws IOException {
    // Looked at first: what is written in between is read again at the next look.
    Stamp seen = Files.exists(path) ? Stamp.of(path) : new Stamp(FileTime.fromMillis(0), 0, null);
    return new GeoFile(path, seen, GeoDatabase.read(path));
  }

  /** Where the file is. */
  public Path path() {
    return path;
  }

  /** The database as it was read last. */
  public GeoDatabase database() {
    return database;
  }

  /**
   * Reads the file again if it has changed.
   *
   * @return whether it has
   * @throws IOException if it can't be read now, or is no such database; the one before stays
   */
  public synchronized boolean refresh() throws IOException {
    Stamp now = Stamp.of(path);
    if (Objects.equals(now, seen)) {
      return false;
    }
    database = GeoDatabase.read(path);
    seen = now;
    return true;
  }
}
