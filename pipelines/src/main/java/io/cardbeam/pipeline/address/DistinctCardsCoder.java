package io.cardbeam.pipeline.address;

import io.cardbeam.address.DistinctCards;
import io.cardbeam.wire.StateFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.VarIntCoder;

/**
 * The cards of an address in an hour, in state and savepoints: the version of this format, then 8
 * bytes each.
 */
final class DistinctCardsCoder extends AtomicCoder<DistinctCards> {
  private static final long serialVersionUID = 1L;
  private static final StateFormat FORMAT = new StateFormat("the cards of an address", 1);
  private static final BigEndianLongCoder LONG = BigEndianLongCoder.of();

  @Override
  public void encode(DistinctCards cards, OutputStream out) throws IOException {
    FORMAT.write(out);
    VarIntCoder.of().encode(cards.size(), out);
    for (long hash : cards.hashes()) {
      LONG.encode(hash, out);
    }
  }

  @Override
  public DistinctCards decode(InputStream in) throws IOException {
    FORMAT.read(in);
    int size = VarIntCoder.of().decode(in);
    if (size < 0 || size > DistinctCards.MAX) {
      throw new IOException(size + " cards, not 0 to " + DistinctCards.MAX);
    }
    long[] hashes = new long[size];
    for (int i = 0; i < size; i++) {
      hashes[i] = LONG.decode(in);
    }
    return DistinctCards.of(hashes);
  }

  @Override
  public void verifyDeterministic() {
    // The hashes are in order.
  }
}
