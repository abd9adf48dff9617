package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Retention;
import io.cardbeam.console.database.Retention.Rule;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Deletes what the gateway need not know any more. */
final class GatewayRetention {
  /** How long an authorization and what followed it are known; as events may be no older. */
  static final Duration PAYMENTS = Duration.ofDays(400);

  /** How long an event can be fetched. */
  static final Duration EVENTS = Duration.ofDays(90);

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              PAYMENTS,
              """
              DELETE FROM gateway.card_authorization WHERE authorization_id IN (
                SELECT authorization_id FROM gateway.card_authorization
                WHERE asked_at < ? AND NOT needs_reversal ORDER BY asked_at LIMIT ?)
              """),
          new Rule(
              PAYMENTS,
              """
              DELETE FROM gateway.operation WHERE operation_id IN (
                SELECT operation_id FROM gateway.operation
                WHERE happened_at < ? ORDER BY happened_at LIMIT ?)
              """),
          new Rule(
              EVENTS,
              """
              DELETE FROM gateway.event WHERE event_seq IN (
                SELECT event_seq FROM gateway.event
                WHERE recorded_at < ? ORDER BY recorded_at LIMIT ?)
              """));

  private GatewayRetention() {}

  static Retention by(InstantSource clock) {
    return new Retention(clock, RULES);
  }
}
