package io.cardbeam.pipeline.warehouse;

import io.cardbeam.star.ControlSum;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** {@link ControlSum} between steps, and its key alone. */
final class ControlSumCoder extends AtomicCoder<ControlSum> {
  private static final long serialVersionUID = 1L;
  private static final ControlSumCoder INSTANCE = new ControlSumCoder();

  private ControlSumCoder() {}

  static ControlSumCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ControlSum sum, OutputStream out) throws IOException {
    KeyCoder.INSTANCE.encode(sum.key(), out);
    VarLongCoder.of().encode(sum.count(), out);
    VarLongCoder.of().encode(sum.amountMinor(), out);
    VarLongCoder.of().encode(sum.latestMillis(), out);
  }

  @Override
  public ControlSum decode(InputStream in) throws IOException {
    return new ControlSum(
        KeyCoder.INSTANCE.decode(in),
        VarLongCoder.of().decode(in),
        VarLongCoder.of().decode(in),
        VarLongCoder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  /** What is summed up by. */
  static final class KeyCoder extends AtomicCoder<ControlSum.Key> {
    private static final long serialVersionUID = 1L;
    static final KeyCoder INSTANCE = new KeyCoder();

    private KeyCoder() {}

    @Override
    public void encode(ControlSum.Key key, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(key.fact().name(), out);
      StringUtf8Coder.of().encode(key.yearMonth(), out);
      StringUtf8Coder.of().encode(key.currency(), out);
    }

    @Override
    public ControlSum.Key decode(InputStream in) throws IOException {
      return new ControlSum.Key(
          StarTable.valueOf(StringUtf8Coder.of().decode(in)),
          StringUtf8Coder.of().decode(in),
          StringUtf8Coder.of().decode(in));
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
