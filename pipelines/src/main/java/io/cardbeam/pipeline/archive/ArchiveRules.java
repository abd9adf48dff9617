package io.cardbeam.pipeline.archive;

import io.cardbeam.lake.LakeRules;
import io.cardbeam.pipeline.rule.RuleRecordCoder;
import io.cardbeam.wire.RuleRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;

/**
 * Writes rules and list entries into the lake, so that a replay meets those that were in force. As
 * {@link ArchiveEvents}, but by the hour of publishing.
 */
public final class ArchiveRules extends PTransform<PCollection<RuleRecord>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final Duration longestWait;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   * @param longestWait longest time that a record waits for its file to fill
   */
  public ArchiveRules(String root, Duration longestWait) {
    this.root = root.endsWith("/") ? root : root + "/";
    this.longestWait = longestWait;
  }

  @Override
  public PDone expand(PCollection<RuleRecord> rules) {
    rules
        .apply(
            "KeyByFolder",
            WithKeys.of((RuleRecord rule) -> LakeRules.folder(rule))
                .withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), RuleRecordCoder.of()))
        .apply(
            "FillFiles",
            GroupIntoBatches.<String, RuleRecord>ofSize(ArchiveEvents.MAX_EVENTS)
                .withMaxBufferingDuration(longestWait))
        .apply("WriteFiles", ParDo.of(new WriteRulesFn(root)));
    return PDone.in(rules.getPipeline());
  }

  private static final class WriteRulesFn extends DoFn<KV<String, Iterable<RuleRecord>>, Void> {
    private static final long serialVersionUID = 1L;

    private final String root;

    WriteRulesFn(String root) {
      this.root = root;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<RuleRecord>> batch) throws IOException {
      List<RuleRecord> records = new ArrayList<>();
      batch.getValue().forEach(records::add);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      LakeRules.write(records, bytes);
      WholeFile.write(root + batch.getKey() + "/", bytes.toByteArray());
    }
  }
}
