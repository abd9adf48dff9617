package io.cardbeam.pipeline.read;

import io.cardbeam.event.AddressCount;
import io.cardbeam.lake.LakeAddressCounts;
import io.cardbeam.lake.LakeReader;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.wire.AddressCountChecks;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Reads the counts of addresses' cards that a stream archived. Gives {@link
 * ReadAddressCounts#COUNTS} and {@link SourceTags#DEAD_LETTERS}, as {@link ReadLakeFiles} tells; a
 * lake without counts gives none.
 */
public final class ReadLakeAddressCounts extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;
  private static final Counter INVALID =
      Metrics.counter(SourceTags.NAMESPACE, "invalid_address_counts");

  private final String root;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   */
  public ReadLakeAddressCounts(String root) {
    this.root = root;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    return input.apply(
        "Files",
        new ReadLakeFiles<>(
            root,
            List.of(new Counts()),
            ReadAddressCounts.COUNTS,
            AvroRecordCoder.of(AddressCount.class),
            false));
  }

  private record Counts() implements LakeContent<AddressCount> {
    @Override
    public String name() {
      return AddressCount.getClassSchema().getName();
    }

    @Override
    public String folder() {
      return LakeAddressCounts.folder();
    }

    @Override
    public LakeReader<AddressCount> open(InputStream in) throws IOException {
      return LakeAddressCounts.reader(in);
    }

    @Override
    public void check(AddressCount count) throws UnreadableRecordException {
      AddressCountChecks.check(count);
    }

    @Override
    public long timeMillis(AddressCount count) {
      return count.getPublishedAt().toEpochMilli();
    }

    @Override
    public void countRead(AddressCount count) {
      // Requests are counted; these are what they are decided by.
    }

    @Override
    public Counter invalid() {
      return INVALID;
    }
  }
}
