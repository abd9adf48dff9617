package io.cardbeam.star;

import io.cardbeam.billing.TransactionType;
import io.cardbeam.event.TransferKind;
import io.cardbeam.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * 64-bit keys from natural keys: the first eight bytes, big-endian, of SHA-256 over the kind, the
 * byte 0x1F and the natural key in UTF-8, for a versioned row followed by 0x1F and the version in
 * decimal. The natural key of a fact is its card's token, 0x1F and its id: an id is one among those
 * of its card. So workers need no coordination, a later run gives the same keys, and any SQL engine
 * with SHA-256 can compute them.
 *
 * <p>Two of n keys of one table are alike with a probability of about n²/2⁶⁵: 10⁻⁷ for two million
 * rows, 0.03 for a thousand million. {@link #UNKNOWN} is never given to a known member.
 */
public final class SurrogateKey {
  /** Key of the unknown member of each dimension. */
  public static final long UNKNOWN = 0;

  /** What a hash of 0 becomes, lest a member pass for the unknown one. */
  private static final long IN_PLACE_OF_UNKNOWN = 1;

  private static final char SEPARATOR = '\u001f';
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Sha256::newDigest);

  private SurrogateKey() {}

  /** Key of a card, by its token. */
  public static long ofCard(String cardToken) {
    return of("card", cardToken);
  }

  /** Key of a version of a card's holder, by the first instant it is valid, milliseconds UTC. */
  public static long ofCustomer(String cardToken, long validFromMillis) {
    return of("customer", cardToken + SEPARATOR + validFromMillis);
  }

  /** Key of a version of that person's home, by the first instant it is valid, milliseconds UTC. */
  public static long ofAddress(String cardToken, long validFromMillis) {
    return of("address", cardToken + SEPARATOR + validFromMillis);
  }

  /** Key of a merchant, by its id. */
  public static long ofMerchant(String merchantId) {
    return of("merchant", merchantId);
  }

  /** Key of a merchant category, by its name. */
  public static long ofCategory(String category) {
    return of("category", category);
  }

  /** Key of an answer, by its name. */
  public static long ofOutcome(String outcome) {
    return of("outcome", outcome);
  }

  /** Key of an authorization, by its card and its request's id among those of the card. */
  public static long ofAuthorization(String cardToken, String requestId) {
    return of("authorization", cardToken + SEPARATOR + requestId);
  }

  /** Key of a transaction, by its type, its card and the id it has among those of both. */
  public static long ofTransaction(TransactionType type, String cardToken, String transactionId) {
    return of(type.name(), cardToken + SEPARATOR + transactionId);
  }

  /**
   * Key of a transfer, by its kind, its card and the id of the event that it books; that of the
   * transaction, where it books one.
   */
  public static long ofTransfer(TransferKind kind, String cardToken, String eventId) {
    return of(kind.name(), cardToken + SEPARATOR + eventId);
  }

  private static long of(String kind, String natural) {
    byte[] digest =
        SHA_256.get().digest((kind + SEPARATOR + natural).getBytes(StandardCharsets.UTF_8));
    long key = ByteBuffer.wrap(digest).getLong();
    return key == UNKNOWN ? IN_PLACE_OF_UNKNOWN : key;
  }
}
