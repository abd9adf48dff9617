package io.cardbeam.pipeline.classify;

import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;

/** Any record of the contracts between two steps, as on Kafka. */
final class WireRecordCoder extends AtomicCoder<SpecificRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void encode(SpecificRecord value, OutputStream out) throws IOException {
    ByteArrayCoder.of().encode(new WireCodec().encode(value), out);
  }

  @Override
  public SpecificRecord decode(InputStream in) throws IOException {
    try {
      return new WireCodec().decode(ByteArrayCoder.of().decode(in));
    } catch (UnreadableRecordException e) {
      throw new IOException(e);
    }
  }
}
