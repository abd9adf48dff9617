package io.cardbeam.pipeline.activity;

import io.cardbeam.pipeline.Decided;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * What activity is counted by.
 *
 * @param state of the purchase, else the cardholder's
 * @param city of the purchase, else the cardholder's
 * @param category merchant category
 * @param outcome name of the outcome
 * @param currency ISO 4217 code
 */
record ActivityKey(String state, String city, String category, String outcome, String currency) {

  static ActivityKey of(Decided decided) {
    return new ActivityKey(
        decided.state(),
        decided.city(),
        decided.request().getCategory(),
        decided.decision().getOutcome().name(),
        decided.request().getCurrency());
  }

  static final class ActivityKeyCoder extends AtomicCoder<ActivityKey> {
    private static final long serialVersionUID = 1L;
    private static final Coder<String> STRING = StringUtf8Coder.of();

    @Override
    public void encode(ActivityKey key, OutputStream out) throws IOException {
      STRING.encode(key.state(), out);
      STRING.encode(key.city(), out);
      STRING.encode(key.category(), out);
      STRING.encode(key.outcome(), out);
      STRING.encode(key.currency(), out);
    }

    @Override
    public ActivityKey decode(InputStream in) throws IOException {
      return new ActivityKey(
          STRING.decode(in),
          STRING.decode(in),
          STRING.decode(in),
          STRING.decode(in),
          STRING.decode(in));
    }

    @Override
    public void verifyDeterministic() {
      // Strings are.
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
