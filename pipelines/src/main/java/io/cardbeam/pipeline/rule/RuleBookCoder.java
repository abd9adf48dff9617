package io.cardbeam.pipeline.rule;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.StateFormat;
import io.cardbeam.wire.StoredContract;
import io.cardbeam.wire.UnreadableStateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarIntCoder;

/**
 * A book as its records, in state and between steps: a byte for the version of this format, then
 * the rules' versions and the list entries, each kind with the fingerprint of its writer's schema
 * once. Conditions are compiled again where it arrives.
 */
public final class RuleBookCoder extends AtomicCoder<RuleBook> {
  private static final long serialVersionUID = 1L;
  private static final StateFormat FORMAT = new StateFormat("a rule book", 1);
  private static final StoredContract<RuleVersion> VERSIONS = StoredContract.of(RuleVersion.class);
  private static final StoredContract<ListEntry> ENTRIES = StoredContract.of(ListEntry.class);
  private static final RuleBookCoder INSTANCE = new RuleBookCoder();

  private RuleBookCoder() {}

  public static RuleBookCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RuleBook book, OutputStream out) throws IOException {
    List<RuleVersion> versions = new ArrayList<>();
    List<ListEntry> entries = new ArrayList<>();
    for (RuleRecord record : book.records()) {
      if (record instanceof RuleRecord.OfRule rule) {
        versions.add(rule.body());
      } else if (record instanceof RuleRecord.OfList entry) {
        entries.add(entry.body());
      }
    }
    FORMAT.write(out);
    write(VERSIONS, versions, out);
    write(ENTRIES, entries, out);
  }

  private static <T extends SpecificRecord> void write(
      StoredContract<T> contract, List<T> records, OutputStream out) throws IOException {
    StateFormat.writeFingerprint(contract.fingerprint(), out);
    VarIntCoder.of().encode(records.size(), out);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    for (T record : records) {
      contract.write(record, encoder);
    }
    encoder.flush();
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnreadableStateException if it was written in a format or under a schema that this
   *     build does not know
   */
  @Override
  public RuleBook decode(InputStream in) throws IOException {
    FORMAT.read(in);
    List<RuleRecord> records = new ArrayList<>();
    read(VERSIONS, RuleRecord.OfRule::new, in, records);
    read(ENTRIES, RuleRecord.OfList::new, in, records);
    return DecisionRuleBook.empty().plusAll(records).book();
  }

  private static <T extends SpecificRecord> void read(
      StoredContract<T> contract,
      Function<T, RuleRecord> record,
      InputStream in,
      List<RuleRecord> to)
      throws IOException {
    long writer = FORMAT.readFingerprint(in);
    int size = VarIntCoder.of().decode(in);
    BinaryDecoder decoder = DecoderFactory.get().directBinaryDecoder(in, null);
    for (int i = 0; i < size; i++) {
      to.add(record.apply(contract.read(writer, decoder, FORMAT)));
    }
  }

  @Override
  public void verifyDeterministic() {
    // A book gives its records always in the same order.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
