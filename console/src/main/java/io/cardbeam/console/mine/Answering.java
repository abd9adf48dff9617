package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.mine.Act.Kind;
import io.cardbeam.console.mine.Acts.Actor;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.text.PlainText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * "Was this you?": <em>no</em> is a finding of fraud by the cardholder, <em>yes</em> one that it
 * was genuine. Who says the same again says nothing new; who says the other takes the first back,
 * and the latest holds.
 */
final class Answering {
  /** How long after it a request can be answered for. */
  static final Duration TERM = Duration.ofDays(180);

  static final String MINE = "MINE";
  static final String NOT_MINE = "NOT_MINE";

  private static final String REQUEST =
      "SELECT event_time FROM books.authorization_request WHERE request_key = ? AND card_id = ?";

  private Answering() {}

  /** What a cardholder says of a request. */
  record Said(String requestId, boolean mine) {
    /** Reads it; names all that is wrong with it. */
    static Said of(ObjectNode body) throws RefusedException {
      JsonReader fields = JsonReader.of(body);
      Optional<String> requestId = fields.secret("request_id", PlainText.MAX_CHARS);
      Optional<Boolean> mine = fields.optionalFlag("mine");
      if (!fields.has("mine")) {
        fields.problem("mine", "is missing");
      }
      fields.done();
      return new Said(requestId.orElseThrow(), mine.orElseThrow());
    }
  }

  /**
   * What became of it.
   *
   * @param repeated whether it was said before
   */
  record Taken(ObjectNode answer, boolean repeated) {}

  /**
   * Takes it, in a transaction.
   *
   * @throws RefusedException if there is no such request of this card, or it is older than {@link
   *     #TERM}
   */
  static Taken take(Connection connection, OwnCard card, Actor actor, Said said, Instant now)
      throws SQLException, RefusedException {
    Instant asked =
        new Query(REQUEST)
            .withAll(List.of(said.requestId(), card.id()))
            .first(connection, row -> Query.time(row, "event_time").orElseThrow())
            .orElseThrow(OwnCard::nothing);
    Acts.lock(connection, Kind.ANSWER, card, said.requestId());
    Optional<Act> before = Acts.latest(connection, Kind.ANSWER, card, said.requestId());
    Act act =
        new Act(
            Kind.ANSWER,
            card.token(),
            said.requestId(),
            before.map(Act::turn).orElse(0) + 1,
            said.mine() ? MINE : NOT_MINE,
            Optional.empty(),
            now.isBefore(asked) ? asked : now);
    if (before.isPresent() && before.get().saysTheSame(act)) {
      return new Taken(json(before.get(), said), true);
    }
    if (!isOpen(asked, now)) {
      throw new RefusedException(
          ProblemType.CONFLICT,
          "You can say whether a payment was yours for "
              + TERM.toDays()
              + " days, and this one is older. Please call your bank.");
    }
    Acts.add(
        connection,
        actor,
        act,
        (said.mine() ? "was the cardholder's: request " : "was not the cardholder's: request ")
            + said.requestId(),
        List.of(finding(act, asked, said.mine())));
    return new Taken(json(act, said), false);
  }

  /** Whether a request of then can be answered for now. */
  static boolean isOpen(Instant asked, Instant now) {
    return !now.isAfter(asked.plus(TERM));
  }

  /** The event of an answer; of a dispute that does not say fraud, too. */
  static FraudFinding finding(Act act, Instant asked, boolean mine) {
    return FraudFinding.newBuilder()
        .setFindingId(act.id())
        .setRequestId(act.subject())
        .setRequestTime(asked)
        .setCardToken(act.cardToken())
        .setEventTime(act.at())
        .setVerdict(mine ? FindingVerdict.GENUINE : FindingVerdict.FRAUD)
        .setSource(FindingSource.CARDHOLDER)
        .setNote("")
        .build();
  }

  private static ObjectNode json(Act act, Said said) {
    return Json.object()
        .put("request_id", said.requestId())
        .put("mine", said.mine())
        .put("time", act.at().toString());
  }
}
