package io.cardbeam.pipeline.read;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.LakeRules;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.rule.RuleDecoder;
import io.cardbeam.pipeline.rule.RuleRecordCoder;
import io.cardbeam.wire.RuleChecks;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads the rules and lists that a stream archived. Gives {@link ReadRules#RULES} and {@link
 * SourceTags#DEAD_LETTERS}; a lake without rules gives none.
 */
public final class ReadLakeRules extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final String root;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   */
  public ReadLakeRules(String root) {
    this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    PCollectionList<RuleRecord> rules = PCollectionList.empty(input.getPipeline());
    PCollectionList<DeadLetter> deadLetters = PCollectionList.empty(input.getPipeline());
    for (Schema schema : LakeRules.SCHEMAS) {
      PCollectionTuple read = read(input, schema);
      rules = rules.and(read.get(ReadRules.RULES));
      deadLetters = deadLetters.and(read.get(SourceTags.DEAD_LETTERS));
    }
    PCollection<RuleRecord> allRules = rules.apply("Rules", Flatten.pCollections());
    PCollection<DeadLetter> allDeadLetters =
        deadLetters.apply("DeadLetters", Flatten.pCollections());
    return PCollectionTuple.of(ReadRules.RULES, allRules.setCoder(RuleRecordCoder.of()))
        .and(
            SourceTags.DEAD_LETTERS, allDeadLetters.setCoder(AvroRecordCoder.of(DeadLetter.class)));
  }

  private PCollectionTuple read(PBegin input, Schema schema) {
    String name = schema.getName();
    PCollectionTuple read =
        input
            .apply(
                "Match" + name,
                FileIO.match()
                    .filepattern(root + "/" + LakeRules.folder(schema) + "/**.avro")
                    .withEmptyMatchTreatment(EmptyMatchTreatment.ALLOW))
            .apply("Open" + name, FileIO.readMatches())
            .apply(
                "Read" + name,
                ParDo.of(new ReadFileFn(schema.toString()))
                    .withOutputTags(ReadRules.RULES, TupleTagList.of(SourceTags.DEAD_LETTERS)));
    read.get(ReadRules.RULES).setCoder(RuleRecordCoder.of());
    read.get(SourceTags.DEAD_LETTERS).setCoder(AvroRecordCoder.of(DeadLetter.class));
    return read;
  }

  private static final class ReadFileFn extends DoFn<FileIO.ReadableFile, RuleRecord> {
    private static final long serialVersionUID = 1L;
    private static final Counter INVALID = Metrics.counter(SourceTags.NAMESPACE, "invalid_rules");

    private final String schema;

    ReadFileFn(String schema) {
      this.schema = schema;
    }

    @ProcessElement
    public void process(@Element FileIO.ReadableFile file, MultiOutputReceiver output)
        throws IOException {
      String name = file.getMetadata().resourceId().toString();
      long position = 0;
      try (InputStream in = new BufferedInputStream(Channels.newInputStream(file.open()));
          LakeRules.Reader reader = new LakeRules.Reader(new Schema.Parser().parse(schema), in)) {
        for (Optional<RuleRecord> rule = reader.next(); rule.isPresent(); rule = reader.next()) {
          emit(rule.get(), name, position, output);
          position++;
        }
      } catch (IOException e) {
        dead(name, position, "DAMAGED_FILE", "file can't be read on: " + e.getMessage(), output);
      }
    }

    private static void emit(
        RuleRecord rule, String file, long position, MultiOutputReceiver output) {
      try {
        RuleChecks.check(rule);
        RuleDecoder.check(rule);
        output.get(ReadRules.RULES).output(rule);
      } catch (UnreadableRecordException e) {
        dead(file, position, e.code(), e.reason(), output);
      }
    }

    private static void dead(
        String file, long position, String code, String reason, MultiOutputReceiver output) {
      INVALID.inc();
      output
          .get(SourceTags.DEAD_LETTERS)
          .output(new DeadLetter(file, position, code, reason, ByteBuffer.allocate(0)));
    }
  }
}
