package io.cardbeam.command.weblog.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.geo.GeoDatabase;
import io.cardbeam.geo.GeoProvider;
import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A report that is to be written. It appears when it is whole; who may read one that is replaced
 * may read the new one.
 *
 * @param template the page
 * @param path where it is to be
 */
public record ReportFile(ReportTemplate template, Path path) {

  /**
   * A report that can be written.
   *
   * @throws IOException with a line for the user if there is no folder for it, or no template
   */
  public static ReportFile at(Path path) throws IOException {
    Path whole = path.toAbsolutePath().normalize();
    Path folder = Optional.ofNullable(whole.getParent()).orElse(whole);
    if (Files.isDirectory(whole)) {
      throw new IOException(path + " is a folder: name a file, such as " + path + "/report.html");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder + ": make it first");
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(folder + " may not be written by this user");
    }
    return new ReportFile(
        ReportTemplate.find()
            .orElseThrow(
                () ->
                    new IOException(
                        "this build has no page for reports: install Node 20.19 or newer with npm,"
                            + " build again, and start the command by ./cardbeam")),
        whole);
  }

  /**
   * What was written.
   *
   * @param hits in it
   * @param found hits that there were
   * @param oldest time of the oldest hit in it
   * @param bytes length of the file
   */
  public record Written(int hits, long found, Instant oldest, long bytes) {
    /** Whether older hits are left out. */
    public boolean isCut() {
      return hits < found;
    }
  }

  /**
   * Writes a report of the hits in the files of a folder.
   *
   * @param database where addresses are, if the hits were located
   * @param now when it is written
   */
  public Written write(Path folder, Optional<GeoDatabase> database, Instant now)
      throws IOException {
    return write(folder, database, now, ReportLimits.USUAL);
  }

  Written write(Path folder, Optional<GeoDatabase> database, Instant now, ReportLimits limits)
      throws IOException {
    ReportData data = new ReportData(limits);
    long found;
    try (StoredHits hits = StoredHits.open(folder)) {
      found = hits.count();
      hits.forEach(limits.hits(), data::add);
    }
    Path part = path.resolveSibling("." + path.getFileName() + ".part");
    try {
      OwnerOnly.file(part);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        out.write(template.head().getBytes(UTF_8));
        try (OutputStream packed =
            new GZIPOutputStream(Base64.getEncoder().wrap(new StaysOpen(out)), 1 << 16)) {
          data.writeTo(packed, now, found, new CityPlaces(database), locator(database));
        }
        out.write(template.tail().getBytes(UTF_8));
      }
      keepReaders(part);
      long bytes = Files.size(part);
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
      return new Written(data.hits(), found, Instant.ofEpochSecond(data.oldestSecond()), bytes);
    } catch (AccessDeniedException e) {
      throw new IOException("--report: " + path + " may not be written by this user", e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Without a database countries are of earlier runs, whose default was the built-in file. */
  private static Optional<GeoProvider> locator(Optional<GeoDatabase> database) {
    return database.isPresent() ? database.get().provider() : Optional.of(GeoProvider.DB_IP);
  }

  private void keepReaders(Path part) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(part, PosixFileAttributeView.class);
    if (view != null && Files.isRegularFile(path)) {
      view.setPermissions(Files.getPosixFilePermissions(path));
    }
  }

  /** The end of the hits is not the end of the file. */
  private static final class StaysOpen extends FilterOutputStream {
    StaysOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
