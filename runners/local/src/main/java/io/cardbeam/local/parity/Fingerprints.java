package io.cardbeam.local.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.text.Sha256;
import io.cardbeam.wire.WireCodec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Takes fingerprints of decisions. For use by one thread. */
final class Fingerprints {
  private final MessageDigest digest = Sha256.newDigest();
  private final WireCodec codec = new WireCodec();

  /** Of which request it is: card and request id. */
  Fingerprint ofKey(AuthorizationDecision decision) {
    byte[] card = decision.getCardToken().getBytes(UTF_8);
    // Its length before the card, or two keys could run together to the same bytes.
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, card.length));
    digest.update(card);
    return ofBytes(decision.getRequestId().getBytes(UTF_8));
  }

  /** Of the whole decision: its Avro bytes. */
  Fingerprint ofWhole(AuthorizationDecision decision) {
    return ofBytes(codec.encode(decision));
  }

  Fingerprint ofBytes(byte[] bytes) {
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(bytes));
    return new Fingerprint(hash.getLong(), hash.getLong());
  }
}
