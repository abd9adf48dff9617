package io.cardbeam.billing;

import static io.cardbeam.sample.SampleEvents.START;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.LedgerAccount;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.star.MonthRange;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CardLedgerTest {
  private static final YearMonth FIRST = YearMonth.of(2019, 10);
  private static final YearMonth LAST = YearMonth.of(2020, 12);
  private static final Set<EventType> BOOKED =
      Set.of(
          EventType.PURCHASE,
          EventType.REFUND,
          EventType.CHARGEBACK,
          EventType.CHARGEBACK_RESOLUTION,
          EventType.PAYMENT,
          EventType.PAYMENT_RETURNED);

  @Property(tries = 20)
  void saysWhatOneGetsByAddingUpAllEventsAnew(@ForAll long seed) {
    List<Event> events = GeneratedBooks.of(seed, 5, 20).events();
    for (YearMonth month = FIRST; !month.isAfter(LAST); month = month.plusMonths(1)) {
      Map<String, String> texts = new TreeMap<>();
      for (Statement statement : statements(events, month)) {
        CardAccount account = statement.account();
        texts.put(account.cardToken() + " " + account.currency(), SlowStatements.text(statement));
      }
      assertThat(texts).isEqualTo(SlowStatements.of(month.toString(), events));
    }
  }

  @Property(tries = 20)
  void opensEachMonthWithTheClosingBalanceOfTheOneBefore(@ForAll long seed) {
    List<Event> events = GeneratedBooks.of(seed, 5, 20).events();
    Map<String, Long> closing = new HashMap<>();
    for (YearMonth month = FIRST; !month.isAfter(LAST); month = month.plusMonths(1)) {
      Map<String, Long> closingNow = new HashMap<>();
      for (Statement statement : statements(events, month)) {
        CardAccount account = statement.account();
        String key = account.cardToken() + " " + account.currency();
        assertThat(statement.openingBalanceMinor()).isEqualTo(closing.getOrDefault(key, 0L));
        closingNow.put(key, statement.closingBalanceMinor());
        closing.remove(key);
      }
      assertThat(closing.values())
          .as("balances that no statement took over")
          .allMatch(balance -> balance == 0);
      closing.clear();
      closing.putAll(closingNow);
    }
  }

  @Property(tries = 20)
  void booksEntriesThatSumToZeroAndAreTheBalances(@ForAll long seed) {
    List<Event> events = GeneratedBooks.of(seed, 5, 20).events();
    for (Statement statement : statements(events, YearMonth.of(2020, 1))) {
      long owed = statement.openingBalanceMinor();
      for (StatementLine line : statement.lines()) {
        assertThat(line.entries().stream().mapToLong(LedgerEntry::amountMinor).sum()).isZero();
        // What is stored is known again by the order, too.
        assertThat(line.entries().get(0).account() == LedgerAccount.CARDHOLDER)
            .isEqualTo(line.type() != TransactionType.CHARGEBACK_UPHELD);
        for (LedgerEntry entry : line.entries()) {
          owed += entry.account() == LedgerAccount.CARDHOLDER ? entry.amountMinor() : 0;
        }
      }
      assertThat(statement.closingBalanceMinor()).isEqualTo(owed);
    }
  }

  @Property(tries = 20)
  void billsEveryTransactionOnceWhateverTheSplitIntoRuns(@ForAll long seed) {
    List<Event> events = GeneratedBooks.of(seed, 5, 20).events();
    List<String> billed = new ArrayList<>();
    List<Statement> monthByMonth = new ArrayList<>();
    for (YearMonth month = FIRST; !month.isAfter(LAST); month = month.plusMonths(1)) {
      monthByMonth.addAll(statements(events, month));
    }
    for (Statement statement : monthByMonth) {
      statement.lines().stream()
          .filter(line -> isOfAnEvent(line.type()))
          .forEach(line -> billed.add(eventTypeOf(line) + " " + line.transactionId()));
    }
    assertThat(billed)
        .containsExactlyInAnyOrderElementsOf(
            events.stream()
                .filter(event -> BOOKED.contains(event.type()))
                .map(event -> event.type() + " " + event.id())
                .distinct()
                .toList());
    assertThat(statements(events, FIRST, LAST)).containsExactlyInAnyOrderElementsOf(monthByMonth);
  }

  @Test
  void namesTheCardholderWhoWasLastKnownUntilTheCycleClosed() {
    CardUpdate known = update("u-1", START, "Ann", "Lee");
    CardUpdate nameless = update("u-2", START.plus(1, DAYS), "", "");
    CardUpdate lastNameOnly = update("u-3", START.plus(2, DAYS), "", "Ng");
    Event bread = SampleEvents.purchase("p-1", "a-1", "card", START, 1_250);
    assertThat(cardholders(bread, known)).containsExactly("Ann Lee");
    assertThat(cardholders(bread, known, nameless)).containsExactly("Ann Lee");
    assertThat(cardholders(bread, known, nameless, lastNameOnly)).containsExactly("Ng");
    assertThat(cardholders(bread, nameless)).containsExactly("");
  }

  private static CardUpdate update(String id, Instant at, String firstName, String lastName) {
    Event sample = SampleEvents.cardUpdate(id, "card", at, CardStatus.ACTIVE, "");
    return CardUpdate.newBuilder(sample.body(CardUpdate.class))
        .setCardholder(
            Cardholder.newBuilder()
                .setFirstName(firstName)
                .setLastName(lastName)
                .setStreet("")
                .setCity("")
                .setState("")
                .setPostalCode("")
                .build())
        .build();
  }

  private static List<String> cardholders(Event booked, CardUpdate... updates) {
    List<Event> events =
        Stream.concat(Stream.of(booked), Stream.of(updates).map(Event::of)).toList();
    YearMonth month = YearMonth.from(START.atZone(ZoneOffset.UTC)).plusMonths(1);
    return statements(events, month).stream().map(it -> it.account().cardholder()).toList();
  }

  private static String eventTypeOf(StatementLine line) {
    return line.type().section() == StatementSection.DISPUTES
        ? EventType.CHARGEBACK_RESOLUTION.name()
        : line.type().name();
  }

  private static boolean isOfAnEvent(TransactionType type) {
    return type.section() != StatementSection.FEES && type.section() != StatementSection.INTEREST;
  }

  @Property(tries = 20)
  void saysTheSameInAnyOrderAndWithAnyNumberOfCopies(@ForAll long seed) {
    List<Event> events = GeneratedBooks.of(seed, 5, 20).events();
    YearMonth month = YearMonth.of(2020, 1);
    assertThat(statements(GeneratedBooks.duplicated(events, seed), month))
        .isEqualTo(statements(events, month));
  }

  private static List<Statement> statements(List<Event> events, YearMonth month) {
    return statements(events, month, month);
  }

  private static List<Statement> statements(List<Event> events, YearMonth from, YearMonth to) {
    return AllStatements.of(events, new MonthRange(from, to));
  }
}
