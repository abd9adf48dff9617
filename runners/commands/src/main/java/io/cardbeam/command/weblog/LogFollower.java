package io.cardbeam.command.weblog;

import io.cardbeam.text.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The log that a server writes at a path, and those that were written there before and are not sent
 * to their end. A rotation by renaming is seen by another file at the path, one by copying and
 * truncating by another beginning or a smaller size; the rest of the log is then read from the
 * copy.
 */
final class LogFollower implements Closeable {
  /** How long a server may go on to write to a log that was renamed. */
  static final Duration ROTATED_WAIT = Duration.ofSeconds(30);

  /** Rotated logs that are read at once; the oldest is finished when there are more. */
  static final int MOST_ROTATED = 4;

  private final Path path;
  private final String name;
  private final Consumer<String> says;
  private final List<OpenLog> rotated = new ArrayList<>();
  private final List<OpenLog> finished = new ArrayList<>();
  private Optional<OpenLog> current = Optional.empty();

  /**
   * Goes on where it was.
   *
   * @param path absolute
   * @param host what to call this machine
   * @param places of the path, as they were kept
   * @param says gets what a person should know
   */
  static LogFollower of(Path path, String host, List<ShippedPlace> places, Consumer<String> says)
      throws IOException {
    LogFollower follower = new LogFollower(path, host, says);
    for (ShippedPlace place : places) {
      follower.goOn(place);
    }
    return follower;
  }

  private LogFollower(Path path, String host, Consumer<String> says) {
    this.path = path;
    this.name = host + ":" + path;
    this.says = says;
  }

  private void goOn(ShippedPlace place) throws IOException {
    Optional<OpenLog> here = current.isPresent() ? Optional.empty() : openIfSame(path, place);
    if (here.isPresent()) {
      current = here;
    } else {
      findRotated(place);
    }
  }

  /** Looks for the rest of a log under another name. */
  private void findRotated(ShippedPlace place) throws IOException {
    Optional<OpenLog> found = RotatedLogs.find(path, one -> openIfSame(one, place));
    found.ifPresent(rotated::add);
    if (found.isEmpty()) {
      says.accept(
          path
              + " was replaced, and what it held behind byte "
              + place.offset()
              + " is not found: if it was packed, ./cardbeam weblogs --input reads it");
    }
  }

  private Optional<OpenLog> openIfSame(Path at, ShippedPlace place) throws IOException {
    Optional<FileChannel> opened = open(at);
    if (opened.isPresent()) {
      FileChannel file = opened.get();
      if (file.size() >= place.offset() && place.head().isOf(file)) {
        return Optional.of(new OpenLog(file, name, place));
      }
      file.close();
    }
    return Optional.empty();
  }

  private static Optional<FileChannel> open(Path at) throws IOException {
    try {
      return Optional.of(FileChannel.open(at, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // It is being rotated, or was not made yet.
    }
  }

  /**
   * Sends what came; gives whether there was anything.
   *
   * @param once whether nothing is waited for
   */
  boolean poll(byte[] buffer, LineSink sink, boolean once) throws IOException {
    boolean any = false;
    for (Iterator<OpenLog> logs = rotated.iterator(); logs.hasNext(); ) {
      OpenLog log = logs.next();
      boolean lines = log.read(buffer, sink) == OpenLog.Reading.LINES;
      any |= lines;
      boolean over = once || log.idleNanos() > ROTATED_WAIT.toNanos();
      if (!lines && (over || rotated.size() > MOST_ROTATED)) {
        finish(log, buffer, sink);
        logs.remove();
      }
    }
    if (current.isEmpty()) {
      current = begin();
    }
    return current.isPresent() ? pollCurrent(current.get(), buffer, sink) || any : any;
  }

  private boolean pollCurrent(OpenLog log, byte[] buffer, LineSink sink) throws IOException {
    switch (log.read(buffer, sink)) {
      case LINES -> {
        return true;
      }
      case ANOTHER -> {
        says.accept(path + " was truncated");
        findRotated(log.read());
        finished.add(log);
        log.close();
        current = Optional.empty();
        return true;
      }
      case NOTHING -> {
        if (!isStillAt(log)) {
          says.accept(path + " was rotated");
          rotated.add(log);
          current = Optional.empty();
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the path names the log, or nothing. */
  private boolean isStillAt(OpenLog log) throws IOException {
    try {
      return key().equals(log.read().fileKey());
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private String key() throws IOException {
    return String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }

  /** Begins the log that is at the path, once it has a line. */
  private Optional<OpenLog> begin() throws IOException {
    Optional<FileChannel> opened = open(path);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    FileChannel file = opened.get();
    Optional<LogHead> head = LogHead.of(file);
    if (head.isEmpty()) {
      file.close();
      return Optional.empty();
    }
    String key;
    try {
      key = key();
    } catch (NoSuchFileException e) {
      file.close();
      return Optional.empty();
    }
    ShippedPlace start =
        new ShippedPlace(path.toString(), key, head.get(), newId(head.get()), 0, 0, false);
    return Optional.of(new OpenLog(file, name, start));
  }

  /** One that no log of this path has, even if two of them begin with the same line. */
  private String newId(LogHead head) {
    String id = hash(name + "\n" + head.hash());
    List<String> known = places().stream().map(ShippedPlace::fileId).toList();
    while (known.contains(id)) {
      id = hash(id);
    }
    return id;
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }

  private void finish(OpenLog log, byte[] buffer, LineSink sink) throws IOException {
    log.readLast(buffer, sink);
    log.close();
    finished.add(log);
  }

  /**
   * What is to be remembered: the log at the path, and others that are not all taken. Of a log that
   * is read on from a copy, the first place.
   */
  List<ShippedPlace> places() {
    finished.removeIf(OpenLog::isAllTaken);
    Map<String, ShippedPlace> places = new LinkedHashMap<>();
    Stream.of(current.stream(), rotated.stream(), finished.stream())
        .flatMap(logs -> logs)
        .map(OpenLog::taken)
        .forEach(
            place ->
                places.merge(place.fileId(), place, (a, b) -> a.offset() <= b.offset() ? a : b));
    return List.copyOf(places.values());
  }

  /** Whether all that was read is taken. */
  boolean isAllTaken() {
    finished.removeIf(OpenLog::isAllTaken);
    return finished.isEmpty()
        && rotated.stream().allMatch(OpenLog::isAllTaken)
        && current.map(OpenLog::isAllTaken).orElse(true);
  }

  @Override
  public void close() throws IOException {
    for (OpenLog log : rotated) {
      log.close();
    }
    if (current.isPresent()) {
      current.get().close();
    }
  }
}
