package io.cardbeam.pipeline.rule;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ListCoder;

/** A book as the list of its records; conditions are compiled again where it arrives. */
public final class RuleBookCoder extends AtomicCoder<RuleBook> {
  private static final long serialVersionUID = 1L;
  private static final RuleBookCoder INSTANCE = new RuleBookCoder();
  private static final ListCoder<RuleRecord> RECORDS = ListCoder.of(RuleRecordCoder.of());

  private RuleBookCoder() {}

  public static RuleBookCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RuleBook book, OutputStream out) throws IOException {
    RECORDS.encode(book.records(), out);
  }

  @Override
  public RuleBook decode(InputStream in) throws IOException {
    return DecisionRuleBook.empty().plusAll(RECORDS.decode(in)).book();
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
