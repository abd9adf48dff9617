package io.cardbeam.console.cases;

import io.cardbeam.console.outbox.OutgoingRecord;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.text.StableHash;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The records that acts send. Their ids follow from the case, the version that the act was done on,
 * and what it is about: the same act has the same ids.
 */
final class ActRecords {
  /** How far ahead of now an entry counts, so that the stream has it by then. */
  static final Duration AHEAD = Duration.ofSeconds(10);

  private ActRecords() {}

  /** A finding for each alert. */
  static List<OutgoingRecord> findings(
      CaseSummary of, List<CaseAlert> alerts, Act.Label act, Instant now)
      throws UnreadableRecordException {
    List<OutgoingRecord> findings = new ArrayList<>();
    for (CaseAlert alert : alerts) {
      String id = id(of, act, alert.id());
      Instant found = now.isAfter(alert.time()) ? now : alert.time();
      findings.add(
          OutgoingRecord.of(
              Event.of(
                  new FraudFinding(
                      "analyst-" + id,
                      alert.id(),
                      alert.time(),
                      of.cardToken(),
                      found,
                      act.verdict(),
                      FindingSource.ANALYST,
                      "case " + of.id()))));
    }
    return findings;
  }

  /** The card's record as the books hold it, blocked or unblocked. */
  static OutgoingRecord update(
      Connection connection, CaseSummary of, Act.CardBlock act, Instant now)
      throws SQLException, UnreadableRecordException {
    CardUpdate update =
        CardSnapshot.updated(
                connection, of.cardToken(), "case-" + id(of, act, of.cardToken()), act.on(), now)
            .orElseThrow();
    return OutgoingRecord.of(Event.of(update));
  }

  /** The entry that blocks a merchant, or no longer does. */
  static OutgoingRecord entry(CaseSummary of, Act.MerchantBlock act, Instant now)
      throws UnreadableRecordException {
    ListEntry entry =
        new ListEntry(
            ListName.BLOCK_MERCHANT,
            act.merchantId(),
            now.plus(AHEAD),
            null,
            act.on(),
            now,
            "case " + of.id());
    return OutgoingRecord.of(new RuleRecord.OfList(entry));
  }

  private static String id(CaseSummary of, Act act, String about) {
    return StableHash.id(
        String.join(
            "\n", Long.toString(of.id()), Long.toString(of.version()), act.name().name(), about));
  }
}
