package io.cardbeam.console.cases;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.ListName;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.rule.KafkaRules;
import io.cardbeam.rule.RuleBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules and lists that were published, read again when what is known is some seconds old. */
final class KnownRules implements ActConditions.BlockedMerchants {
  static final Duration KEPT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(KnownRules.class);

  private final KafkaConnection kafka;
  private final InstantSource clock;
  private @Nullable RuleBook book;
  private Instant readAt = Instant.EPOCH;

  KnownRules(KafkaConnection kafka, InstantSource clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  /** All of them; empty while Kafka does not tell. */
  synchronized Optional<RuleBook> book() {
    Instant now = clock.instant();
    if (book == null || readAt.plus(KEPT).isBefore(now)) {
      try {
        book = DecisionRuleBook.shipped().plusAll(new KafkaRules(kafka).read()).book();
        readAt = now;
      } catch (KafkaException e) {
        LOG.warn("rules and lists can't be read: {}", e.toString());
      }
    }
    return Optional.ofNullable(book);
  }

  /** By the rules that were read last: whether it is blocked once what was sent by now counts. */
  @Override
  public synchronized Optional<Boolean> isBlocked(String merchantId) {
    long soon = clock.instant().plus(ActRecords.AHEAD).toEpochMilli();
    return Optional.ofNullable(book)
        .map(known -> known.isListed(ListName.BLOCK_MERCHANT, merchantId, soon));
  }
}
