package io.cardbeam.csv;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Puts card events into {@link Event#CARD_ORDER}, however many there are: sorts runs of {@link
 * #RUN_EVENTS} in memory, keeps them in a temporary folder, and merges them. A file that was in
 * order already costs one more write and read of it.
 */
final class EventTimeSorter implements Closeable {
  /** Events of a run: some 100 MB of memory. */
  static final int RUN_EVENTS = 100_000;

  private final WireCodec codec = new WireCodec();
  private final int runEvents;
  private final List<Event> run = new ArrayList<>();
  private final List<Path> runFiles = new ArrayList<>();
  private final List<RunReader> readers = new ArrayList<>();
  private final Path folder;

  EventTimeSorter(int runEvents) throws IOException {
    this.runEvents = runEvents;
    this.folder = Files.createTempDirectory("cardbeam-sort");
  }

  void add(Event event) throws IOException {
    run.add(event);
    if (run.size() == runEvents) {
      spill();
    }
  }

  private void spill() throws IOException {
    run.sort(Event.CARD_ORDER);
    Path file = folder.resolve("run-" + runFiles.size());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Event event : run) {
        byte[] bytes = codec.encode(event.body());
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
    runFiles.add(file);
    run.clear();
  }

  /** The events in order; to be called once, after the last one was added. */
  Merge merge() throws IOException {
    if (!run.isEmpty()) {
      spill();
    }
    PriorityQueue<RunReader> heads =
        new PriorityQueue<>(Comparator.comparing(RunReader::head, Event.CARD_ORDER));
    for (Path file : runFiles) {
      RunReader reader = new RunReader(file);
      readers.add(reader);
      if (reader.advance()) {
        heads.add(reader);
      }
    }
    return new Merge(heads);
  }

  /** Deletes the temporary files. */
  @Override
  public void close() throws IOException {
    for (RunReader reader : readers) {
      reader.close();
    }
    for (Path file : runFiles) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }

  /** Takes the least of the runs' heads, again and again. */
  static final class Merge {
    private final PriorityQueue<RunReader> heads;

    Merge(PriorityQueue<RunReader> heads) {
      this.heads = heads;
    }

    boolean hasNext() {
      return !heads.isEmpty();
    }

    /**
     * The next event.
     *
     * @throws NoSuchElementException after the last one
     */
    Event next() throws IOException {
      RunReader least = heads.remove();
      Event event = least.head();
      if (least.advance()) {
        heads.add(least);
      }
      return event;
    }
  }

  private static final class RunReader implements Closeable {
    private final WireCodec codec = new WireCodec();
    private final DataInputStream in;
    private Optional<Event> head = Optional.empty();

    RunReader(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    Event head() {
      return head.orElseThrow();
    }

    boolean advance() throws IOException {
      try {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        head = Optional.of(Event.of(codec.decode(bytes)));
        return true;
      } catch (EOFException end) {
        return false;
      } catch (UnreadableRecordException e) {
        throw new IOException("temporary file is damaged: " + e.reason(), e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
