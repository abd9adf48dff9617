package io.cardbeam.star;

import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Purchase;
import io.cardbeam.label.CardLabels;
import io.cardbeam.ledger.BookingRule;
import io.cardbeam.ledger.MoneyEvent;
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
  private final List<LedgerTransfer> transfers = new ArrayList<>();
  private final Map<String, Purchase> purchases = new HashMap<>();
  private final Map<String, Chargeback> chargebacks = new HashMap<>();
  private final Map<String, MerchantSighting> merchants = new TreeMap<>();
  private final Set<String> categories = new TreeSet<>();
  private final Set<Integer> years = new TreeSet<>();
  private final CardLabels labels = new CardLabels();
  private final Map<ControlSum.Key, ControlSum> sums = new HashMap<>();

  private CardStarBuilder(String cardToken) {
    this.cardToken = cardToken;
  }

  /**
   * The rows of a card.
   *
   * @param cardToken token of the card
   * @param events its updates, findings and booked transactions, whether they match each other or
   *     not; a reversal, which clears nothing, makes no row; and its ledger's transfers
   * @param answers its requests with their decisions
   */
  public static CardStar build(
      String cardToken, List<Event> events, List<AnsweredRequest> answers) {
    CardStarBuilder builder = new CardStarBuilder(cardToken);
    DistinctEvents.inOrder(events).forEach(builder::sort);
    return builder.rows(answers);
  }

  private void sort(Event event) {
    labels.add(event);
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
        Chargeback chargeback = event.body(Chargeback.class);
        chargebacks.put(chargeback.getChargebackId(), chargeback);
        transactions.add(event);
      }
      case REFUND, CHARGEBACK_RESOLUTION, PAYMENT, PAYMENT_RETURNED -> transactions.add(event);
      case LEDGER_TRANSFER -> transfers.add(event.body(LedgerTransfer.class));
      default -> {
        // Findings only label; reversals clear nothing; requests come with their answers.
      }
    }
  }

  private CardStar rows(List<AnsweredRequest> answers) {
    CardholderVersions holder = new CardholderVersions(cardToken, updates);
    Map<String, AnsweredRequest> answersById = distinct(answers);
    TransferFlags flags = TransferFlags.of(transfers);
    FactRows facts =
        new FactRows(
            cardToken, holder, labels, flags, purchases, chargebacks, answersById.keySet());
    List<FactTransaction> transactionRows = new ArrayList<>(transactions.size());
    for (Event transaction : transactions) {
      transactionRows.add(facts.transaction(transaction));
      years.add(yearOf(Instant.ofEpochMilli(transaction.eventTimeMillis())));
      MoneyEvent.of(transaction).ifPresent(this::count);
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
    for (LedgerTransfer transfer : transfers) {
      years.add(yearOf(transfer.getEventTime()));
      count(
          StarTable.FACT_LEDGER_TRANSFER,
          transfer.getEventTime(),
          transfer.getCurrency(),
          transfer.getAmountMinor());
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
        authorizationRows,
        new LedgerRows(cardToken, holder, answersById.keySet(), transfers, flags).rows());
  }

  private void see(String merchantId, String name, String category, Instant time) {
    merchants.merge(
        merchantId, new MerchantSighting(merchantId, name, time), MerchantSighting::later);
    categories.add(category);
  }

  /** By the ledger's rule, not by the row, so that the row is checked by it. */
  private void count(MoneyEvent transaction) {
    count(
        StarTable.FACT_TRANSACTION,
        Instant.ofEpochMilli(transaction.eventTimeMillis()),
        transaction.currency(),
        BookingRule.of(transaction.kind()).owed(transaction.amountMinor()));
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
