package io.cardbeam.pipeline.files;

import io.cardbeam.sort.ExternalSort;
import io.cardbeam.sort.SizedBytes;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.beam.sdk.values.KV;

/** Writes one file of values by their keys; what does not fit into memory is sorted on disk. */
public final class SortedFile {
  /** Most bytes of keys and values that are sorted in memory at once. */
  private static final long RUN_BYTES = 64L << 20;

  /** What an entry takes besides, about, bytes. */
  private static final int ENTRY_BYTES = 64;

  private SortedFile() {}

  /**
   * Writes a file, or writes it over. It appears when all of it is written.
   *
   * @param values with their keys; one whose key is empty is left out
   */
  public static void write(
      String file, WriteSorted.Format format, Iterable<KV<String, byte[]>> values)
      throws IOException {
    PartFile whole = new PartFile(file);
    try (ExternalSort<Entry> sort = new ExternalSort<>(Entry.ORDER, new EntryForm(), RUN_BYTES);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(whole.create()))) {
      for (KV<String, byte[]> one : values) {
        if (!one.getKey().isEmpty()) {
          sort.add(new Entry(one.getKey(), one.getValue()));
        }
      }
      WriteSorted.Writer writer = format.begin(out);
      ExternalSort.Merge<Entry> sorted = sort.merge();
      while (sorted.hasNext()) {
        writer.add(sorted.next().value());
      }
      writer.end();
    }
    whole.publish();
  }

  /** By key, and those of one key by their bytes. */
  @SuppressWarnings("ArrayRecordComponent") // It is bytes on their way; ORDER looks into them.
  private record Entry(String key, byte[] value) {
    static final Comparator<Entry> ORDER =
        Comparator.comparing(Entry::key).thenComparing(Entry::value, Arrays::compareUnsigned);
  }

  private static final class EntryForm implements ExternalSort.Form<Entry> {
    @Override
    public void write(Entry entry, DataOutputStream out) throws IOException {
      SizedBytes.write(entry.key().getBytes(StandardCharsets.UTF_8), out);
      SizedBytes.write(entry.value(), out);
    }

    @Override
    public Entry read(DataInputStream in) throws IOException {
      return new Entry(
          new String(SizedBytes.read(in), StandardCharsets.UTF_8), SizedBytes.read(in));
    }

    @Override
    public long size(Entry entry) {
      return (long) entry.key().length() + entry.value().length + ENTRY_BYTES;
    }
  }
}
