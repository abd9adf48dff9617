package io.cardbeam.ledger;

import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferKind;
import io.cardbeam.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Makes ledger transfers, each from its own event alone, so that what came before it changes
 * nothing of its bytes. Not safe for use by several threads at once.
 */
public final class Transfers {
  /** Of a SHA-256: two of a billion transfers have the same id with a chance of 2e-21. */
  private static final int ID_BYTES = 16;

  private static final byte SEPARATOR = 0;

  private final MessageDigest digest = Sha256.newDigest();

  /** The transfer of what an event does, which is no hold. */
  public LedgerTransfer of(MoneyEvent event) {
    BookingRule rule = BookingRule.of(event.kind());
    boolean namesHold = rule.takesHold() && !event.authorizationId().isEmpty();
    return transfer(
        event,
        rule,
        namesHold ? id(TransferKind.HOLD, event.cardToken(), event.authorizationId()) : null,
        null,
        null);
  }

  /**
   * The transfer of a hold.
   *
   * @param hold of an approval
   * @param expiresMillis event time from which it reserves nothing, milliseconds since 1970 UTC
   * @param toleratedMinor up to how much the purchases on it may be in all, minor units
   */
  public LedgerTransfer ofHold(MoneyEvent hold, long expiresMillis, long toleratedMinor) {
    return transfer(
        hold,
        BookingRule.of(hold.kind()),
        null,
        Instant.ofEpochMilli(expiresMillis),
        toleratedMinor);
  }

  private LedgerTransfer transfer(
      MoneyEvent event,
      BookingRule rule,
      @Nullable String pendingId,
      @Nullable Instant expiresAt,
      @Nullable Long toleratedMinor) {
    return new LedgerTransfer(
        id(event.kind(), event.cardToken(), event.id()),
        event.cardToken(),
        event.kind(),
        event.id(),
        rule.state(),
        rule.debit(),
        rule.credit(),
        event.amountMinor(),
        event.currency(),
        pendingId,
        event.subjectId(),
        Instant.ofEpochMilli(event.eventTimeMillis()),
        Instant.ofEpochMilli(event.effectiveFromMillis()),
        expiresAt,
        toleratedMinor);
  }

  /** Key of the transfer of an event of a kind. */
  public String id(TransferKind kind, String cardToken, String eventId) {
    digest.update(kind.name().getBytes(StandardCharsets.UTF_8));
    digest.update(SEPARATOR);
    digest.update(cardToken.getBytes(StandardCharsets.UTF_8));
    digest.update(SEPARATOR);
    byte[] hash = digest.digest(eventId.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
  }
}
