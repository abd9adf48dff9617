package io.cardbeam.star;

import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.table.DimCard;
import io.cardbeam.table.FactAuthorization;
import io.cardbeam.table.FactTransaction;
import io.cardbeam.traffic.DistinctEvents;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the rows of one card from its events and answered requests. These may come in any order and
 * more than once: an event counts once by its kind and id, an answer once by its request's id. The
 * whole card is held in memory, about 1 kB an event.
 */
public final class CardStarBuilder {
  private static final Comparator<AnsweredRequest> BY_TIME =
      Comparator.<AnsweredRequest, Instant>comparing(answer -> answer.request().getEventTime())
          .thenComparing(answer -> answer.request().getRequestId())
          .thenComparing(answer -> Event.of(answer.request()), Event.FIRST_COPY)
          .thenComparing(answer -> Event.of(answer.decision()), Event.FIRST_COPY);

  private final String cardToken;
  private final List<CardUpdate> updates = new ArrayList<>();
  private final List<Event> transactions = new ArrayList<>();
  private final Map<String, Purchase> purchases = new HashMap<>();
  private final Map<String, MerchantSighting> merchants = new TreeMap<>();
  private final Set<String> categories = new TreeSet<>();
  private final Set<Integer> years = new TreeSet<>();
  private final FraudVerdicts verdicts = new FraudVerdicts();
  private final Map<ControlSum.Key, ControlSum> sums = new HashMap<>();

  private CardStarBuilder(String cardToken) {
    this.cardToken = cardToken;
  }

  /**
   * The rows of a card.
   *
   * @param cardToken token of the card
   * @param events its updates, findings and booked transactions; a reversal, which clears nothing,
   *     makes no row
   * @param answers its requests with their decisions
   */
  public static CardStar build(
      String cardToken, List<Event> events, List<AnsweredRequest> answers) {
    CardStarBuilder builder = new CardStarBuilder(cardToken);
    DistinctEvents.inOrder(events).forEach(builder::sort);
    return builder.rows(answers);
  }

  private void sort(Event event) {
    switch (event.type()) {
      case CARD_UPDATE -> updates.add(event.body(CardUpdate.class));
      case PURCHASE -> {
        Purchase purchase = event.body(Purchase.class);
        purchases.put(purchase.getPurchaseId(), purchase);
        transactions.add(event);
        see(
            purchase.getMerchantId(),
            purchase.getMerchantName(),
            purchase.getCategory(),
            purchase.getEventTime());
      }
      case CHARGEBACK -> {
        verdicts.add(event.body(Chargeback.class));
        transactions.add(event);
      }
      case CHARGEBACK_RESOLUTION -> {
        verdicts.add(event.body(ChargebackResolution.class));
        transactions.add(event);
      }
      case REFUND, PAYMENT -> transactions.add(event);
      case FRAUD_FINDING -> verdicts.add(event.body(FraudFinding.class));
      default -> {
        // Reversals release a hold and clear nothing; requests come with their answers.
      }
    }
  }

  private CardStar rows(List<AnsweredRequest> answers) {
    CardholderVersions holder = new CardholderVersions(cardToken, updates);
    Map<String, AnsweredRequest> answersById = distinct(answers);
    FactRows facts = new FactRows(cardToken, holder, verdicts, purchases, answersById.keySet());
    List<FactTransaction> transactionRows = new ArrayList<>(transactions.size());
    for (Event transaction : transactions) {
      transactionRows.add(facts.transaction(transaction));
      years.add(yearOf(Instant.ofEpochMilli(transaction.eventTimeMillis())));
      count(transaction);
    }
    List<FactAuthorization> authorizationRows = new ArrayList<>(answers.size());
    for (AnsweredRequest answer : answersById.values()) {
      authorizationRows.add(facts.authorization(answer));
      var request = answer.request();
      see(
          request.getMerchantId(),
          request.getMerchantName(),
          request.getCategory(),
          request.getEventTime());
      years.add(yearOf(request.getEventTime()));
      count(
          StarTable.FACT_AUTHORIZATION,
          request.getEventTime(),
          request.getCurrency(),
          request.getAmountMinor());
    }
    return new CardStar(
        new CardMembers(
            card(),
            holder.customers(),
            holder.addresses(),
            List.copyOf(merchants.values()),
            List.copyOf(categories),
            List.copyOf(years),
            List.copyOf(sums.values())),
        transactionRows,
        authorizationRows);
  }

  private void see(String merchantId, String name, String category, Instant time) {
    merchants.merge(
        merchantId, new MerchantSighting(merchantId, name, time), MerchantSighting::later);
    categories.add(category);
  }

  private void count(Event transaction) {
    Instant time = Instant.ofEpochMilli(transaction.eventTimeMillis());
    switch (transaction.type()) {
      case PURCHASE -> {
        Purchase it = transaction.body(Purchase.class);
        count(StarTable.FACT_TRANSACTION, time, it.getCurrency(), it.getAmountMinor());
      }
      case REFUND -> {
        Refund it = transaction.body(Refund.class);
        count(StarTable.FACT_TRANSACTION, time, it.getCurrency(), -it.getAmountMinor());
      }
      case CHARGEBACK -> {
        Chargeback it = transaction.body(Chargeback.class);
        count(StarTable.FACT_TRANSACTION, time, it.getCurrency(), -it.getAmountMinor());
      }
      case CHARGEBACK_RESOLUTION -> {
        ChargebackResolution it = transaction.body(ChargebackResolution.class);
        boolean isTakenBack = it.getOutcome() == ChargebackOutcome.REJECTED;
        count(
            StarTable.FACT_TRANSACTION,
            time,
            it.getCurrency(),
            isTakenBack ? it.getAmountMinor() : 0);
      }
      case PAYMENT -> {
        Payment it = transaction.body(Payment.class);
        count(StarTable.FACT_TRANSACTION, time, it.getCurrency(), -it.getAmountMinor());
      }
      default -> throw new IllegalArgumentException(transaction.type() + " makes no row");
    }
  }

  private void count(StarTable fact, Instant time, String currency, long signedMinor) {
    ControlSum.Key key =
        new ControlSum.Key(fact, CalendarKey.monthOf(CalendarKey.ofDate(time)), currency);
    sums.merge(key, new ControlSum(key, 1, signedMinor, time.toEpochMilli()), ControlSum::plus);
  }

  /** A card that has facts but no record yet has a row all the same: its token is known. */
  private DimCard card() {
    DimCard.Builder row =
        DimCard.newBuilder()
            .setCardKey(SurrogateKey.ofCard(cardToken))
            .setCardToken(cardToken)
            .setLastFour("")
            .setStatus(UnknownMember.CARD_STATUS)
            .setCurrency("");
    for (CardUpdate update : updates) {
      row.setLastFour(update.getLastFour())
          .setStatus(update.getStatus().name())
          .setCreditLimitMinor(update.getCreditLimitMinor())
          .setCurrency(update.getCurrency());
      if (update.getKind() == CardUpdateKind.ISSUED) {
        row.setIssuedAt(update.getEventTime());
      }
    }
    return row.build();
  }

  private static Map<String, AnsweredRequest> distinct(List<AnsweredRequest> answers) {
    Map<String, AnsweredRequest> byId = new LinkedHashMap<>();
    answers.stream()
        .sorted(BY_TIME)
        .forEach(answer -> byId.putIfAbsent(answer.request().getRequestId(), answer));
    return byId;
  }

  private static int yearOf(Instant time) {
    return CalendarKey.dateOf(time).getYear();
  }
}
