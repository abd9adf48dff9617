package io.cardbeam.lake;

import io.cardbeam.event.AddressCount;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Counts of addresses' cards in the lake: {@code
 * address-counts/AddressCount/date=2026-03-02/hour=10}, by the hour in which they were published,
 * UTC.
 */
public final class LakeAddressCounts {
  /** By when they were published; total, so that the same counts come in the same order. */
  public static final Comparator<AddressCount> PUBLISHED_ORDER =
      Comparator.comparing(AddressCount::getPublishedAt)
          .thenComparing(AddressCount::getAddressHash)
          .thenComparing(AddressCount::getHourStart)
          .thenComparing(AddressCount::getEffectiveFrom)
          .thenComparing(AddressCount::getCards)
          .thenComparing(AddressCount::getUntil);

  private static final Schema SCHEMA = AddressCount.getClassSchema();

  private LakeAddressCounts() {}

  /** Folder of a count, without a slash at the end. */
  public static String folder(AddressCount count) {
    return LakeFolder.ofHour(folder(), count.getPublishedAt().toEpochMilli());
  }

  /** Folder of all counts. */
  public static String folder() {
    return Topic.ADDRESS_COUNTS.topicName() + "/" + SCHEMA.getName();
  }

  /**
   * Writes a file; the same counts, the same bytes.
   *
   * @param out closed at the end
   */
  public static void write(List<AddressCount> counts, OutputStream out) throws IOException {
    PublishedFile.write(SCHEMA, counts.stream().sorted(PUBLISHED_ORDER).toList(), out);
  }

  /**
   * Opens a file.
   *
   * @throws DamagedAvroFileException if it is no Avro file, or of another record
   */
  public static LakeReader<AddressCount> reader(InputStream in) throws IOException {
    return new PublishedFile.Reader<>(SCHEMA, AddressCount.class::cast, in);
  }
}
