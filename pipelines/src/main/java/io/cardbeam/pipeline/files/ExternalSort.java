package io.cardbeam.pipeline.files;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Sorts entries by key, and those of one key by their bytes, however many there are: runs of them
 * are sorted in memory, kept in a temporary folder, and merged. What fits one run touches no disk.
 */
final class ExternalSort implements Closeable {
  /** Most bytes of a run's keys and values. */
  static final long RUN_BYTES = 64L << 20;

  /** What an entry takes besides, about, bytes. */
  private static final int ENTRY_BYTES = 64;

  private final long runBytes;
  private final List<Entry> run = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private final List<RunReader> readers = new ArrayList<>();
  private Optional<Path> folder = Optional.empty();
  private long bytes;

  ExternalSort() {
    this(RUN_BYTES);
  }

  /**
   * @param runBytes most bytes of a run's keys and values
   */
  ExternalSort(long runBytes) {
    this.runBytes = runBytes;
  }

  /** What is sorted. */
  @SuppressWarnings("ArrayRecordComponent") // It is bytes on their way; ORDER looks into them.
  record Entry(String key, byte[] value) {
    static final Comparator<Entry> ORDER =
        Comparator.comparing(Entry::key).thenComparing(Entry::value, Arrays::compareUnsigned);
  }

  /** Takes the entries in order. */
  interface Receiver {
    void value(byte[] value) throws IOException;
  }

  void add(String key, byte[] value) throws IOException {
    run.add(new Entry(key, value));
    bytes += key.length() + value.length + ENTRY_BYTES;
    if (bytes >= runBytes) {
      spill();
    }
  }

  private void spill() throws IOException {
    run.sort(Entry.ORDER);
    if (folder.isEmpty()) {
      folder = Optional.of(Files.createTempDirectory("cardbeam-sort"));
    }
    Path file = folder.get().resolve("run-" + files.size());
    files.add(file);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Entry entry : run) {
        write(entry.key().getBytes(StandardCharsets.UTF_8), out);
        write(entry.value(), out);
      }
    }
    run.clear();
    bytes = 0;
  }

  private static void write(byte[] part, DataOutputStream out) throws IOException {
    out.writeInt(part.length);
    out.write(part);
  }

  /** Gives out all of them in order; to be called once, after the last was added. */
  void drain(Receiver receiver) throws IOException {
    if (files.isEmpty()) {
      run.sort(Entry.ORDER);
      for (Entry entry : run) {
        receiver.value(entry.value());
      }
      return;
    }
    spill();
    PriorityQueue<RunReader> heads =
        new PriorityQueue<>(Comparator.comparing(RunReader::head, Entry.ORDER));
    for (Path file : files) {
      RunReader reader = new RunReader(file);
      readers.add(reader);
      if (reader.advance()) {
        heads.add(reader);
      }
    }
    while (!heads.isEmpty()) {
      RunReader least = heads.remove();
      receiver.value(least.head().value());
      if (least.advance()) {
        heads.add(least);
      }
    }
  }

  /** Deletes the temporary files. */
  @Override
  public void close() throws IOException {
    for (RunReader reader : readers) {
      reader.close();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    if (folder.isPresent()) {
      Files.deleteIfExists(folder.get());
    }
  }

  private static final class RunReader implements Closeable {
    private final DataInputStream in;
    private Optional<Entry> head = Optional.empty();

    RunReader(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    Entry head() {
      return head.orElseThrow();
    }

    boolean advance() throws IOException {
      int length;
      try {
        length = in.readInt();
      } catch (EOFException end) {
        return false;
      }
      String key = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      head = Optional.of(new Entry(key, in.readNBytes(in.readInt())));
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
