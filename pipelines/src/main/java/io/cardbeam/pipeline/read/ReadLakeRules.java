package io.cardbeam.pipeline.read;

import io.cardbeam.lake.LakeReader;
import io.cardbeam.lake.LakeRules;
import io.cardbeam.pipeline.rule.RuleDecoder;
import io.cardbeam.pipeline.rule.RuleRecordCoder;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Reads the rules and lists that a stream archived. Gives {@link ReadRules#RULES} and {@link
 * SourceTags#DEAD_LETTERS}, as {@link ReadLakeFiles} tells; a lake without rules gives none.
 */
public final class ReadLakeRules extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;
  private static final Counter INVALID = Metrics.counter(SourceTags.NAMESPACE, "invalid_rules");

  private final String root;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   */
  public ReadLakeRules(String root) {
    this.root = root;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    List<LakeContent<RuleRecord>> contents = new ArrayList<>();
    for (Schema schema : LakeRules.SCHEMAS) {
      contents.add(new RulesOfSchema(schema));
    }
    return input.apply(
        "Files", new ReadLakeFiles<>(root, contents, ReadRules.RULES, RuleRecordCoder.of(), false));
  }

  private record RulesOfSchema(Schema schema) implements LakeContent<RuleRecord> {
    @Override
    public String name() {
      return schema.getName();
    }

    @Override
    public String folder() {
      return LakeRules.folder(schema);
    }

    @Override
    public LakeReader<RuleRecord> open(InputStream in) throws IOException {
      return new LakeRules.Reader(schema, in);
    }

    @Override
    public void check(RuleRecord rule) throws UnreadableRecordException {
      RuleDecoder.checkStored(rule);
    }

    @Override
    public long timeMillis(RuleRecord rule) {
      return rule.publishedAtMillis();
    }

    @Override
    public void countRead(RuleRecord rule) {
      // Who decides by rules counts them.
    }

    @Override
    public Counter invalid() {
      return INVALID;
    }
  }
}
