package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A file of lines that is put aside at the first line of a new day (UTC), or before it would grow
 * beyond its limit: as {@code NAME.2026-11-29.001}. The newest {@value #MAX_KEPT} of those are
 * kept.
 */
final class RolledFile implements AutoCloseable {
  /** Longest file. */
  static final long MAX_BYTES = 100L << 20;

  /** Most files that are kept beside the one that is written. */
  static final int MAX_KEPT = 30;

  private final Path path;
  private final long maxBytes;
  private final Clock clock;
  private OutputStream out;
  private LocalDate day;
  private long size;

  private RolledFile(Path path, long maxBytes, Clock clock) throws IOException {
    this.path = path;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.out = append(path);
    this.size = Files.size(path);
    this.day =
        size == 0
            ? LocalDate.now(clock)
            : LocalDate.ofInstant(Files.getLastModifiedTime(path).toInstant(), ZoneOffset.UTC);
  }

  static RolledFile open(Path path, long maxBytes, Clock clock) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return new RolledFile(path.toAbsolutePath(), maxBytes, clock);
  }

  private static OutputStream append(Path path) throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /**
   * Writes a line.
   *
   * @param flush whether no other follows soon
   */
  void write(String line, boolean flush) throws IOException {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    LocalDate today = LocalDate.now(clock);
    if (size > 0 && (!today.equals(day) || size + bytes.length > maxBytes)) {
      roll();
    }
    day = today;
    out.write(bytes);
    size += bytes.length;
    if (flush) {
      out.flush();
    }
  }

  private void roll() throws IOException {
    out.close();
    List<Path> kept = kept();
    String stem = path.getFileName() + "." + day + ".";
    long number =
        1
            + kept.stream()
                .map(p -> p.getFileName().toString())
                .filter(name -> name.startsWith(stem))
                .mapToLong(name -> Long.parseLong(name.substring(stem.length())))
                .max()
                .orElse(0);
    Files.move(path, path.resolveSibling(stem + String.format(Locale.ROOT, "%03d", number)));
    for (int i = 0; i <= kept.size() - MAX_KEPT; i++) {
      Files.delete(kept.get(i));
    }
    out = append(path);
    size = 0;
  }

  /** Files put aside, oldest first. */
  private List<Path> kept() throws IOException {
    Path folder = path.getParent();
    if (folder == null) {
      return List.of();
    }
    String form = "\\Q" + path.getFileName() + "\\E\\.[0-9-]{10}\\.[0-9]{3,9}";
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.getFileName().toString().matches(form)).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
