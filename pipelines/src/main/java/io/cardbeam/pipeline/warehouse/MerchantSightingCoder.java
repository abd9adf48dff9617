package io.cardbeam.pipeline.warehouse;

import io.cardbeam.star.MerchantSighting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** {@link MerchantSighting} between steps. */
final class MerchantSightingCoder extends AtomicCoder<MerchantSighting> {
  private static final long serialVersionUID = 1L;
  private static final MerchantSightingCoder INSTANCE = new MerchantSightingCoder();

  private MerchantSightingCoder() {}

  static MerchantSightingCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(MerchantSighting merchant, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(merchant.merchantId(), out);
    StringUtf8Coder.of().encode(merchant.name(), out);
    VarLongCoder.of().encode(merchant.seenAt().toEpochMilli(), out);
  }

  @Override
  public MerchantSighting decode(InputStream in) throws IOException {
    return new MerchantSighting(
        StringUtf8Coder.of().decode(in),
        StringUtf8Coder.of().decode(in),
        Instant.ofEpochMilli(VarLongCoder.of().decode(in)));
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }
}
