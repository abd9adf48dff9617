package io.cardbeam.pipeline.activity;

import io.cardbeam.pipeline.Decided;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * What activity is counted by, within a state.
 *
 * @param minute begin of the minute of event time, in minutes since 1970-01-01 UTC
 * @param city of the purchase, else the cardholder's
 * @param category merchant category
 * @param outcome name of the outcome
 * @param currency ISO 4217 code
 */
record ActivityCell(long minute, String city, String category, String outcome, String currency) {
  static final long MILLIS_A_MINUTE = 60_000;

  static ActivityCell of(Decided decided) {
    return new ActivityCell(
        Math.floorDiv(decided.request().getEventTime().toEpochMilli(), MILLIS_A_MINUTE),
        decided.city(),
        decided.request().getCategory(),
        decided.decision().getOutcome().name(),
        decided.request().getCurrency());
  }

  /** A key of state as it is a value: its bytes are looked up, so they never change. */
  static final class ActivityCellCoder extends AtomicCoder<ActivityCell> {
    private static final long serialVersionUID = 1L;
    private static final Coder<String> STRING = StringUtf8Coder.of();
    private static final Coder<Long> LONG = VarLongCoder.of();

    @Override
    public void encode(ActivityCell cell, OutputStream out) throws IOException {
      LONG.encode(cell.minute(), out);
      STRING.encode(cell.city(), out);
      STRING.encode(cell.category(), out);
      STRING.encode(cell.outcome(), out);
      STRING.encode(cell.currency(), out);
    }

    @Override
    public ActivityCell decode(InputStream in) throws IOException {
      return new ActivityCell(
          LONG.decode(in),
          STRING.decode(in),
          STRING.decode(in),
          STRING.decode(in),
          STRING.decode(in));
    }

    @Override
    public void verifyDeterministic() {
      // A number and strings are.
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
