package io.cardbeam.command.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.cardbeam.pipeline.files.CsvRow;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small file (CSV) with the places up to which logs were sent to a topic. It is replaced as a
 * whole, on the disk before it has its name; and locked while it is open.
 */
final class PlaceFile implements Closeable {
  /** Most logs that are remembered. */
  static final int MOST_PLACES = 10_000;

  private static final List<String> COLUMNS =
      List.of(
          "topic",
          "path",
          "file_key",
          "head_bytes",
          "head",
          "file_id",
          "offset",
          "line",
          "in_long_line");

  private final Path file;
  private final String topic;
  private final FileChannel lock;
  private List<ShippedPlace> places;

  private PlaceFile(Path file, String topic, FileChannel lock, List<ShippedPlace> places) {
    this.file = file;
    this.topic = topic;
    this.lock = lock;
    this.places = places;
  }

  /**
   * Opens it; it need not be there yet.
   *
   * @throws IOException with a line for the user if it is in use, damaged or of another topic
   */
  static PlaceFile open(Path file, String topic) throws IOException {
    Path absolute = file.toAbsolutePath();
    FileChannel lock =
        FileChannel.open(
            absolute.resolveSibling(absolute.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (!isLocked(lock)) {
        throw new IOException(file + " is in use by another weblogs ship; name another file");
      }
      return new PlaceFile(absolute, topic, lock, read(absolute, topic));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @SuppressWarnings("UnusedVariable") // Closing the channel releases it.
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static List<ShippedPlace> read(Path file, String topic) throws IOException {
    List<ShippedPlace> places = new ArrayList<>();
    if (!Files.exists(file)) {
      return places;
    }
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file);
        CloseableIterator<CsvRecord> rows = reader.iterator()) {
      if (!rows.hasNext() || !rows.next().getFields().equals(COLUMNS)) {
        throw damaged(file, null);
      }
      while (rows.hasNext()) {
        List<String> row = rows.next().getFields();
        if (!row.get(0).equals(topic)) {
          throw new IOException(
              file + " has the places of topic " + row.get(0) + "; name another file for " + topic);
        }
        places.add(place(row));
      }
    } catch (RuntimeException e) {
      throw damaged(file, e);
    }
    return places;
  }

  private static ShippedPlace place(List<String> row) {
    return new ShippedPlace(
        row.get(1),
        row.get(2),
        new LogHead(Integer.parseInt(row.get(3)), row.get(4)),
        row.get(5),
        Long.parseLong(row.get(6)),
        Long.parseLong(row.get(7)),
        Boolean.parseBoolean(row.get(8)));
  }

  private static IOException damaged(Path file, @Nullable Exception cause) {
    return new IOException(
        file + " has no places of logs, or is damaged; delete it to send all of the logs", cause);
  }

  /** What was remembered of a path. */
  List<ShippedPlace> of(Path path) {
    return places.stream().filter(place -> place.path().equals(path.toString())).toList();
  }

  /**
   * Remembers places, if they are others than before.
   *
   * @param now of the paths that are followed; those of others stay
   */
  void keep(List<ShippedPlace> now, List<Path> followed) throws IOException {
    List<ShippedPlace> all = new ArrayList<>(now);
    List<String> paths = followed.stream().map(Path::toString).toList();
    places.stream().filter(place -> !paths.contains(place.path())).forEach(all::add);
    if (all.equals(places)) {
      return;
    }
    if (all.size() > MOST_PLACES) {
      throw new IOException(file + " would have more than " + MOST_PLACES + " logs");
    }
    write(all);
    places = all;
  }

  private void write(List<ShippedPlace> all) throws IOException {
    StringBuilder text = new StringBuilder(CsvRow.of(COLUMNS)).append('\n');
    all.forEach(place -> text.append(CsvRow.of(row(place))).append('\n'));
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> row(ShippedPlace place) {
    return List.of(
        topic,
        place.path(),
        place.fileKey(),
        Integer.toString(place.head().bytes()),
        place.head().hash(),
        place.fileId(),
        Long.toString(place.offset()),
        Long.toString(place.line()),
        Boolean.toString(place.inLongLine()));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
