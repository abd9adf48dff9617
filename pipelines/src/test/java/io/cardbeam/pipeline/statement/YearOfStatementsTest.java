package io.cardbeam.pipeline.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.billing.CardLedger;
import io.cardbeam.billing.Issue;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.credit.TermsHistory;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.star.MonthRange;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A clock that runs over a year, day by day: cardholders buy and pay, some of it is told up to four
 * weeks later, and on the day after each account's statement day its statement is issued from what
 * is known then, and those before are corrected that would be others now.
 */
class YearOfStatementsTest {
  private static final LocalDate START = LocalDate.of(2020, 1, 1);
  private static final LocalDate NO_MORE = LocalDate.of(2021, 1, 1);
  private static final LocalDate END = LocalDate.of(2021, 3, 1);
  private static final int CARDS = 7;
  private static final TermsHistory TERMS = TermsHistory.standard();
  private static final long SEED = 2_020;

  private final Random random = new Random(SEED);
  private final NavigableMap<LocalDate, List<Event>> coming = new TreeMap<>();
  private final Map<String, List<Event>> known = new HashMap<>();

  /** Of each card the newest statement of each month. */
  private final Map<String, NavigableMap<YearMonth, Statement>> newest = new TreeMap<>();

  private int corrections;

  @Test
  void everyTransactionOfAYearIsBilledOnceOnStatementsThatFollowOneAnother() throws IOException {
    System.out.println("year of statements from seed " + SEED);
    int told = 0;
    for (LocalDate today = START; today.isBefore(END); today = today.plusDays(1)) {
      if (today.isBefore(NO_MORE)) {
        told += live(today);
      }
      for (Event event : coming.getOrDefault(today, List.of())) {
        known.computeIfAbsent(event.cardToken(), any -> new ArrayList<>()).add(event);
      }
      LocalDate yesterday = today.minusDays(1);
      for (String card : known.keySet()) {
        if (TERMS.calendarOf(card).cycleOf(yesterday).closingDate().equals(yesterday)) {
          issue(card, YearMonth.from(yesterday));
        }
      }
    }
    int billed = 0;
    for (Map.Entry<String, NavigableMap<YearMonth, Statement>> card : newest.entrySet()) {
      assertThat(card.getValue()).hasSizeGreaterThanOrEqualTo(13);
      billed += billedOn(card.getValue());
      assertThat(card.getValue().values().stream().map(YearOfStatementsTest::text).toList())
          .isEqualTo(
              made(card.getKey(), card.getValue().lastKey()).stream()
                  .map(YearOfStatementsTest::text)
                  .toList());
    }
    assertThat(newest).hasSize(CARDS);
    assertThat(billed).isEqualTo(told);
    assertThat(corrections).isPositive();
  }

  /** What happens on a day; a tenth of it is told later. */
  private int live(LocalDate today) {
    int events = 0;
    for (int card = 0; card < CARDS; card++) {
      String token = "card-of-a-year-" + card;
      Instant time = today.atTime(10, card).toInstant(ZoneOffset.UTC);
      if (random.nextInt(3) == 0 || today.equals(START)) {
        tell(Event.of(purchase(token, time)), today);
        events++;
      }
      if (today.getDayOfMonth() == 15 + card && random.nextInt(4) > 0) {
        String id = token + "-" + today;
        tell(Event.of(new Payment(id, token, time, time, 50_000L, "USD", "ACH")), today);
        events++;
      }
    }
    return events;
  }

  private void tell(Event event, LocalDate today) {
    int days = random.nextInt(10) == 0 ? random.nextInt(28) : 0;
    coming.computeIfAbsent(today.plusDays(days), any -> new ArrayList<>()).add(event);
  }

  private Purchase purchase(String token, Instant time) {
    String id = token + "-" + time;
    return Purchase.newBuilder()
        .setPurchaseId(id)
        .setAuthorizationId(id)
        .setCardToken(token)
        .setEventTime(time)
        .setEffectiveFrom(time)
        .setAmountMinor(100L + random.nextInt(10_000))
        .setCurrency("USD")
        .setMerchantId("m")
        .setMerchantName("Corner Bakery")
        .setCategory("food_dining")
        .build();
  }

  private List<Statement> made(String card, YearMonth last) {
    return new CardLedger(card, known.getOrDefault(card, List.of()), List.of(), TERMS)
        .statements(new MonthRange(YearMonth.from(START), last));
  }

  private void issue(String card, YearMonth month) throws IOException {
    NavigableMap<YearMonth, Statement> issued =
        newest.computeIfAbsent(card, any -> new TreeMap<>());
    for (Statement now : made(card, month)) {
      Statement before = issued.get(now.month());
      if (before == null) {
        issued.put(now.month(), now);
        continue;
      }
      IssuedDocument document = IssuedDocument.of(StatementJson.bytes(before));
      if (!document.isToldBy(now)) {
        Statement correction = document.correctedBy(now);
        assertThat(correction.issue().number()).isEqualTo(before.issue().number() + 1);
        assertThat(correction.closingBalanceMinor() - before.closingBalanceMinor())
            .isEqualTo(correction.issue().differenceMinor());
        issued.put(now.month(), correction);
        corrections++;
      }
    }
  }

  /** How many transactions are on a card's statements. */
  private static int billedOn(NavigableMap<YearMonth, Statement> statements) {
    Set<String> billed = new HashSet<>();
    Statement before = null;
    for (Statement statement : statements.values()) {
      assertThat(
              ChronoUnit.DAYS.between(statement.cycle().closingDate(), statement.cycle().dueDate()))
          .isGreaterThanOrEqualTo(21);
      if (before != null) {
        assertThat(statement.openingBalanceMinor()).isEqualTo(before.closingBalanceMinor());
        assertThat(statement.cycle().firstDay())
            .isEqualTo(before.cycle().closingDate().plusDays(1));
        assertThat(statement.cycle().dueDate().getDayOfMonth())
            .isEqualTo(before.cycle().dueDate().getDayOfMonth());
      }
      before = statement;
      for (StatementSection section :
          List.of(
              StatementSection.PURCHASES,
              StatementSection.CREDITS,
              StatementSection.RETURNED_PAYMENTS,
              StatementSection.DISPUTES)) {
        for (StatementLine line : statement.lines(section)) {
          assertThat(billed.add(line.transactionId())).as("%s is billed once", line).isTrue();
        }
      }
    }
    return billed.size();
  }

  /** What a statement tells but for which issue it is. */
  private static String text(Statement statement) {
    return statement.as(Issue.FIRST).toString();
  }
}
