package io.cardbeam.pipeline.rule;

import io.cardbeam.event.ListEntry;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.StateFormat;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * Rules' versions and list entries between the steps of a pipeline and in its state: a byte for the
 * version of this format, one for the kind, and the record with the fingerprint of its writer's
 * schema.
 */
public final class RuleRecordCoder extends AtomicCoder<RuleRecord> {
  private static final long serialVersionUID = 1L;
  private static final StateFormat FORMAT = new StateFormat("a rule or list entry", 1);
  private static final RuleRecordCoder INSTANCE = new RuleRecordCoder();
  private static final AvroRecordCoder<RuleVersion> VERSION = AvroRecordCoder.of(RuleVersion.class);
  private static final AvroRecordCoder<ListEntry> ENTRY = AvroRecordCoder.of(ListEntry.class);
  private static final int IS_VERSION = 0;
  private static final int IS_ENTRY = 1;

  private RuleRecordCoder() {}

  public static RuleRecordCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RuleRecord record, OutputStream out) throws IOException {
    FORMAT.write(out);
    if (record instanceof RuleRecord.OfRule rule) {
      out.write(IS_VERSION);
      VERSION.encode(rule.body(), out);
    } else if (record instanceof RuleRecord.OfList entry) {
      out.write(IS_ENTRY);
      ENTRY.encode(entry.body(), out);
    }
  }

  @Override
  public RuleRecord decode(InputStream in) throws IOException {
    FORMAT.read(in);
    int kind = in.read();
    return switch (kind) {
      case IS_VERSION -> new RuleRecord.OfRule(VERSION.decode(in));
      case IS_ENTRY -> new RuleRecord.OfList(ENTRY.decode(in));
      case -1 -> throw new EOFException("a rule ends before it begins");
      default -> throw new IOException("no kind of rule has the number " + kind);
    };
  }

  @Override
  public void verifyDeterministic() {
    // Avro's binary form of our records, which have no maps, is a function of their values.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
