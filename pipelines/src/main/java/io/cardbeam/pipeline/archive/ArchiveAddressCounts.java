package io.cardbeam.pipeline.archive;

import io.cardbeam.event.AddressCount;
import io.cardbeam.lake.LakeAddressCounts;
import io.cardbeam.pipeline.AvroRecordCoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;

/** Writes counts of addresses' cards into the lake, by {@link ArchivePublished}. */
public final class ArchiveAddressCounts extends PTransform<PCollection<AddressCount>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final Duration longestWait;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   * @param longestWait longest time that a record waits for its file to fill
   */
  public ArchiveAddressCounts(String root, Duration longestWait) {
    this.root = root;
    this.longestWait = longestWait;
  }

  @Override
  public PDone expand(PCollection<AddressCount> records) {
    return new ArchivePublished<>(
            root, longestWait, AvroRecordCoder.of(AddressCount.class), new InLake())
        .expand(records);
  }

  private static final class InLake implements ArchivePublished.Form<AddressCount> {
    private static final long serialVersionUID = 1L;

    @Override
    public String folder(AddressCount record) {
      return LakeAddressCounts.folder(record);
    }

    @Override
    public void write(List<AddressCount> records, OutputStream out) throws IOException {
      LakeAddressCounts.write(records, out);
    }
  }
}
