package io.cardbeam.pipeline.feature;

import io.cardbeam.event.Outcome;
import io.cardbeam.feature.FeatureList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/** {@link FeatureRow} between the steps of a pipeline and in {@link WriteFeatureRows}' files. */
public final class FeatureRowCoder extends AtomicCoder<FeatureRow> {
  private static final long serialVersionUID = 1L;
  private static final FeatureRowCoder INSTANCE = new FeatureRowCoder();

  private FeatureRowCoder() {}

  public static FeatureRowCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(FeatureRow row, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeUTF(row.cardToken());
    data.writeUTF(row.requestId());
    data.writeLong(row.timeMillis());
    data.writeLong(row.amountMinor());
    data.writeUTF(row.category());
    data.writeUTF(row.outcome().name());
    data.writeDouble(row.probability());
    data.writeLong(row.fraudKnownMillis());
    for (int i = 0; i < FeatureList.SIZE; i++) {
      data.writeFloat(row.value(i));
    }
  }

  @Override
  public FeatureRow decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    String cardToken = data.readUTF();
    String requestId = data.readUTF();
    long timeMillis = data.readLong();
    long amountMinor = data.readLong();
    String category = data.readUTF();
    Outcome outcome = Outcome.valueOf(data.readUTF());
    double probability = data.readDouble();
    long fraudKnownMillis = data.readLong();
    float[] values = new float[FeatureList.SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.readFloat();
    }
    return new FeatureRow(
        cardToken,
        requestId,
        timeMillis,
        amountMinor,
        category,
        outcome,
        probability,
        fraudKnownMillis,
        values);
  }

  @Override
  public void verifyDeterministic() {
    // A function of the value.
  }
}
