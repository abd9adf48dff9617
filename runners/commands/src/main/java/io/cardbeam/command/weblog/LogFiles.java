package io.cardbeam.command.weblog;

import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.DamagedFileException;
import io.cardbeam.csv.FileContent;
import io.cardbeam.pipeline.files.OwnerOnly;
import io.cardbeam.pipeline.weblog.LogSource.Copy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a person names, each once: files, folders with files in them, patterns, and
 * standard input, which is copied to a file first, since it is read twice.
 */
final class LogFiles implements AutoCloseable {
  /** Names standard input. */
  static final String STANDARD_INPUT = "-";

  private final Map<Path, String> names = new LinkedHashMap<>();
  private Optional<Path> copied = Optional.empty();

  /**
   * Finds the files.
   *
   * @param input what standard input is
   * @throws IOException with a line for the user if one is not there, or can't be read
   */
  static LogFiles of(List<String> named, InputStream input) throws IOException {
    LogFiles files = new LogFiles();
    try {
      for (String name : named) {
        files.add(name, input);
      }
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
    return files;
  }

  private void add(String name, InputStream input) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      addStandardInput(input);
    } else if (Files.isDirectory(Path.of(name))) {
      addAll(Path.of(name), "*", name + " has no files");
    } else if (Files.exists(Path.of(name))) {
      addFile(Path.of(name));
    } else if (name.contains("*") || name.contains("?")) {
      Path pattern = Path.of(name);
      Path folder = Optional.ofNullable(pattern.getParent()).orElse(Path.of(""));
      addAll(folder, String.valueOf(pattern.getFileName()), "no file is named " + name);
    } else {
      throw new IOException("no such file or folder: " + name);
    }
  }

  private void addStandardInput(InputStream input) throws IOException {
    if (copied.isPresent()) {
      return;
    }
    Path file = Files.createTempFile("cardbeam-weblogs", ".log");
    copied = Optional.of(file);
    OwnerOnly.file(file);
    Files.copy(input, file, StandardCopyOption.REPLACE_EXISTING);
    names.put(file, STANDARD_INPUT);
  }

  /** Files of a folder by their names; those that begin with a dot are left out. */
  private void addAll(Path folder, String pattern, String ifNone) throws IOException {
    PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + pattern);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder.toString().isEmpty() ? Path.of(".") : folder)) {
      for (Path entry : entries) {
        Path name = entry.getFileName();
        if (!name.toString().startsWith(".")
            && Files.isRegularFile(entry)
            && matcher.matches(name)) {
          found.add(folder.resolve(name));
        }
      }
    }
    if (found.isEmpty()) {
      throw new IOException(ifNone);
    }
    found.sort(null);
    for (Path file : found) {
      addFile(file);
    }
  }

  private void addFile(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(file + " may not be read by this user");
    }
    names.putIfAbsent(file.toRealPath(), file.toString());
  }

  /** The files, numbered from 1. */
  List<Copy> copies() {
    List<Copy> copies = new ArrayList<>();
    names.forEach((path, name) -> copies.add(new Copy(copies.size() + 1, name, path.toString())));
    return copies;
  }

  /** The first bytes of a file's content; as it lies, if it can't be unpacked. */
  static byte[] head(Copy file, int bytes) throws IOException {
    Path path = Path.of(file.place());
    try (InputStream packed = Files.newInputStream(path)) {
      return FileContent.unpacked(packed).bytes().readNBytes(bytes);
    } catch (BadRowException | DamagedFileException e) {
      try (InputStream packed = Files.newInputStream(path)) {
        return packed.readNBytes(bytes);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (copied.isPresent()) {
      Files.deleteIfExists(copied.get());
    }
  }
}
