package io.cardbeam.pipeline.archive;

import io.cardbeam.lake.LakeRules;
import io.cardbeam.pipeline.rule.RuleRecordCoder;
import io.cardbeam.wire.RuleRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;

/** Writes rules and list entries into the lake, by {@link ArchivePublished}. */
public final class ArchiveRules extends PTransform<PCollection<RuleRecord>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final Duration longestWait;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   * @param longestWait longest time that a record waits for its file to fill
   */
  public ArchiveRules(String root, Duration longestWait) {
    this.root = root;
    this.longestWait = longestWait;
  }

  @Override
  public PDone expand(PCollection<RuleRecord> records) {
    return new ArchivePublished<>(root, longestWait, RuleRecordCoder.of(), new InLake())
        .expand(records);
  }

  private static final class InLake implements ArchivePublished.Form<RuleRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public String folder(RuleRecord record) {
      return LakeRules.folder(record);
    }

    @Override
    public void write(List<RuleRecord> records, OutputStream out) throws IOException {
      LakeRules.write(records, out);
    }
  }
}
