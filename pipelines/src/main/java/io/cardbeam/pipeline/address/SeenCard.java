package io.cardbeam.pipeline.address;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BigEndianLongCoder;

/**
 * A card that asked from an address.
 *
 * @param hash of its token
 * @param eventTimeMillis when it asked, milliseconds since 1970 UTC
 */
record SeenCard(long hash, long eventTimeMillis) {

  /** Its bytes between two steps. */
  static final class SeenCardCoder extends AtomicCoder<SeenCard> {
    private static final long serialVersionUID = 1L;
    private static final BigEndianLongCoder LONG = BigEndianLongCoder.of();

    @Override
    public void encode(SeenCard card, OutputStream out) throws IOException {
      LONG.encode(card.hash(), out);
      LONG.encode(card.eventTimeMillis(), out);
    }

    @Override
    public SeenCard decode(InputStream in) throws IOException {
      return new SeenCard(LONG.decode(in), LONG.decode(in));
    }

    @Override
    public void verifyDeterministic() {
      // Two numbers.
    }
  }
}
