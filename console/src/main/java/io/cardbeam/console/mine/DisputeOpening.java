package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.account.ClearingTerms;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.gateway.MoneyText;
import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.mine.Act.Kind;
import io.cardbeam.console.mine.Acts.Actor;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.money.Currencies;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.text.PlainText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A purchase is disputed: a chargeback of the amount. A chargeback says fraud by itself; where the
 * cardholder says that it was they who bought, a finding that says so goes after it, if the request
 * that it is about is in the books.
 */
final class DisputeOpening {
  /** Longest account of what happened, characters; with the reason it fits an event. */
  static final int MAX_DETAILS_CHARS = 200;

  private static final String PURCHASE =
      """
      SELECT bought.event_time, bought.amount_minor, bought.currency::text AS currency,
             coalesce(p.request_key, '') AS request_key, r.event_time AS asked_at, f.*
      FROM books.card_transaction bought
      JOIN books.purchase p USING (transaction_id)
      LEFT JOIN books.authorization_request r
        ON r.request_key = p.request_key AND r.card_id = p.card_id
      CROSS JOIN LATERAL (
      """
          + PurchaseFacts.OF_PURCHASE.formatted("bought.transaction_key")
          + """
          ) f
          WHERE bought.transaction_key = ? AND bought.card_id = ?
            AND bought.transaction_type = 'PURCHASE'
          """;

  private DisputeOpening() {}

  /**
   * What is disputed.
   *
   * @param requestId request that it names; empty where it names none
   * @param askedAt when that was made; empty where it is not in the books
   */
  private record Purchase(
      String id,
      Instant time,
      long amountMinor,
      String currency,
      String requestId,
      Optional<Instant> askedAt,
      long givenBackMinor,
      boolean isDisputed) {
    long left() {
      return amountMinor - givenBackMinor;
    }
  }

  private record Wish(long amountMinor, DisputeReason reason, String said) {}

  /**
   * What became of it.
   *
   * @param repeated whether the same dispute was open already
   */
  record Opened(String disputeId, boolean repeated) {}

  /**
   * Opens a dispute, in a transaction.
   *
   * @throws RefusedException if there is no such purchase, or it can't be disputed (so)
   */
  static Opened open(Connection connection, OwnCard card, Actor actor, ObjectNode body, Instant now)
      throws SQLException, RefusedException {
    JsonReader fields = JsonReader.of(body);
    Optional<String> purchaseId = fields.secret("purchase_id", PlainText.MAX_CHARS);
    if (purchaseId.isPresent()) {
      Acts.lock(connection, Kind.DISPUTE, card, purchaseId.get());
    }
    Optional<Purchase> found =
        purchaseId.isEmpty() ? Optional.empty() : purchase(connection, card, purchaseId.get());
    if (purchaseId.isPresent() && found.isEmpty()) {
      throw OwnCard.nothing();
    }
    Wish wish = wish(fields, found);
    Purchase purchase = found.orElseThrow();
    Optional<Act> before = Acts.latest(connection, Kind.DISPUTE, card, purchase.id());
    Act act =
        new Act(
            Kind.DISPUTE,
            card.token(),
            purchase.id(),
            before.map(Act::turn).orElse(0) + 1,
            wish.said(),
            Optional.of(wish.amountMinor()),
            now);
    if (purchase.isDisputed() && before.isPresent() && before.get().saysTheSame(act)) {
      return new Opened(before.get().id(), true);
    }
    requireOpen(purchase, wish, now);
    Acts.add(
        connection,
        actor,
        act,
        MinorUnits.decimal(wish.amountMinor(), purchase.currency())
            + " "
            + purchase.currency()
            + " of purchase "
            + purchase.id()
            + ": "
            + wish.reason(),
        events(act, purchase, wish));
    return new Opened(act.id(), false);
  }

  private static Wish wish(JsonReader fields, Optional<Purchase> purchase) throws RefusedException {
    Optional<Long> amount =
        MoneyText.minor(
            fields, "amount", purchase.flatMap(known -> Currencies.active(known.currency())));
    Optional<DisputeReason> reason = fields.choice("reason", DisputeReason.class);
    String details = fields.optionalText("details", MAX_DETAILS_CHARS).orElse("");
    if (reason.equals(Optional.of(DisputeReason.OTHER)) && !fields.has("details")) {
      fields.problem("details", "is missing: say what is wrong");
    }
    fields.done();
    DisputeReason why = reason.orElseThrow();
    return new Wish(amount.orElseThrow(), why, why.sentence(details));
  }

  private static Optional<Purchase> purchase(Connection connection, OwnCard card, String id)
      throws SQLException {
    return new Query(PURCHASE)
        .withAll(PurchaseFacts.values(card))
        .withAll(List.of(id, card.id()))
        .first(
            connection,
            row ->
                new Purchase(
                    id,
                    Query.time(row, "event_time").orElseThrow(),
                    row.getLong("amount_minor"),
                    row.getString("currency"),
                    row.getString("request_key"),
                    Query.time(row, "asked_at"),
                    Money.minor(row, "given_back_minor"),
                    row.getBoolean("is_open")));
  }

  /** As clearing will rule: else the cardholder would hear days later that it is refused. */
  private static void requireOpen(Purchase purchase, Wish wish, Instant now)
      throws RefusedException {
    if (purchase.isDisputed()) {
      throw new RefusedException(
          ProblemType.CONFLICT, "You have disputed this purchase already: see your disputes.");
    }
    if (now.isAfter(purchase.time().plus(ClearingTerms.DISPUTED_WITHIN))) {
      throw new RefusedException(
          ProblemType.CONFLICT,
          "A purchase can be disputed for "
              + ClearingTerms.DISPUTED_WITHIN.toDays()
              + " days, and this one is older.");
    }
    if (wish.amountMinor() > purchase.left()) {
      throw new RefusedException(
          Problem.of(
              ProblemType.AMOUNT_EXCEEDED,
              MinorUnits.decimal(purchase.left(), purchase.currency())
                  + " "
                  + purchase.currency()
                  + " of this purchase is left to dispute.",
              List.of(FieldProblem.pointer("#/amount", "is above what is left of the purchase"))));
    }
  }

  private static List<SpecificRecord> events(Act act, Purchase purchase, Wish wish) {
    List<SpecificRecord> events = new ArrayList<>();
    events.add(
        Chargeback.newBuilder()
            .setChargebackId(act.id())
            .setPurchaseId(purchase.id())
            .setAuthorizationId(purchase.requestId())
            .setCardToken(act.cardToken())
            .setEventTime(act.at())
            .setAmountMinor(wish.amountMinor())
            .setCurrency(purchase.currency())
            .setReason(wish.said())
            .build());
    if (!wish.reason().isFraud() && purchase.askedAt().isPresent()) {
      // The latest holds of what was found on a request: so it is a moment after the chargeback.
      events.add(
          FraudFinding.newBuilder(Answering.finding(act, purchase.askedAt().get(), true))
              .setRequestId(purchase.requestId())
              .setEventTime(act.at().plusMillis(1))
              .setNote("")
              .build());
    }
    return events;
  }
}
