package io.cardbeam.command.replay;

import io.cardbeam.command.ReplacedFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a replay stopped: a file of {@code name=value} lines that a person can read. What stands
 * before it was sent; behind it, as much may have been sent already as a run sends between two
 * bookmarks ({@link KafkaReplay#ITEMS_BETWEEN_BOOKMARKS}), if that run was killed.
 */
final class ReplayBookmark {
  private static final String ITEMS = "items";
  private static final String LAST = "last";

  private final Path file;
  private final Map<String, String> replay;

  /**
   * A place.
   *
   * @param items how many of the first are done with
   * @param last name of the last of them
   */
  record Place(long items, String last) {}

  /**
   * The bookmark of a replay, which need not be there yet.
   *
   * @param replay what it is a replay of; a bookmark of another one is refused
   */
  ReplayBookmark(Path file, Map<String, String> replay) {
    this.file = file;
    this.replay = new TreeMap<>(replay);
  }

  /** Its file. */
  Path file() {
    return file;
  }

  /**
   * The place that was kept; empty if there is none.
   *
   * @throws IOException if the file is damaged, or of another replay
   */
  Optional<Place> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties kept = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      kept.load(reader);
    } catch (IllegalArgumentException e) {
      throw damaged(e);
    }
    for (Map.Entry<String, String> entry : replay.entrySet()) {
      String value = kept.getProperty(entry.getKey());
      if (value != null && !value.equals(entry.getValue())) {
        throw new IOException(
            file
                + " is the bookmark of another replay, "
                + entry.getKey()
                + " "
                + value
                + " and not "
                + entry.getValue()
                + ": name another file with --bookmark, or delete it");
      }
    }
    try {
      long items = Long.parseLong(kept.getProperty(ITEMS, ""));
      String last = kept.getProperty(LAST, "");
      if (items < 1 || last.isEmpty() || !kept.keySet().containsAll(replay.keySet())) {
        throw damaged(null);
      }
      return Optional.of(new Place(items, last));
    } catch (NumberFormatException e) {
      throw damaged(e);
    }
  }

  private IOException damaged(@Nullable Exception why) {
    return new IOException(file + " is no bookmark: delete it to begin the replay again", why);
  }

  /** Keeps a place, instead of the one before. */
  void keep(Place place) throws IOException {
    Properties kept = new Properties();
    kept.putAll(replay);
    kept.setProperty(ITEMS, Long.toString(place.items()));
    kept.setProperty(LAST, place.last());
    ReplacedFile.write(file, out -> kept.store(out, "Where a replay stopped"));
  }

  /** There is nothing to go on with. */
  void forget() throws IOException {
    Files.deleteIfExists(file);
  }
}
