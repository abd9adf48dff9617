package io.cardbeam.pipeline.files;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Files and folders that their owner alone can read: all that holds what cardholders bought. On a
 * local file system of POSIX a folder is made with mode 0700 and a file with 0600, whatever the
 * process's umask; who may read what lies on S3 or GCS is their own affair. A folder that is there
 * already stays as it is: whoever made it may have opened it to others.
 */
public final class OwnerOnly {
  private static final String LOCAL = "file";
  private static final boolean POSIX =
      java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** Makes a folder, and those above it, if it is not there. */
  public static Path folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    return POSIX
        ? Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER))
        : Files.createDirectories(folder);
  }

  /**
   * Makes an empty file, and the folders above it, for somebody else to write into; one that is
   * there gets the owner's permissions alone.
   */
  public static Path file(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      folder(parent);
    }
    if (!POSIX) {
      return file;
    }
    try {
      return Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
    } catch (FileAlreadyExistsException e) {
      return Files.setPosixFilePermissions(file, FILE);
    }
  }

  /**
   * Begins to write a file on any of Beam's file systems; one that is there is written again.
   *
   * @param mimeType of its content
   */
  public static WritableByteChannel create(ResourceId place, String mimeType) throws IOException {
    if (place.getScheme().equals(LOCAL)) {
      file(Path.of(place.toString()));
    }
    return FileSystems.create(place, mimeType);
  }
}
