package io.cardbeam.console.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.cases.SearchTerm.Comparison;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Searches, orders and pages of random cases in a real PostgreSQL, against a model in Java. */
class CaseQueueTest {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());
  private static final Random RANDOM = new Random(SEED);

  private static CasesOnTrial trial;
  private static List<CaseSummary> all;
  private static Map<Long, List<CaseAlert>> alerts;

  @BeforeAll
  static void start() throws Exception {
    trial = CasesOnTrial.start();
    for (int i = 0; i < 80; i++) {
      int card = RANDOM.nextInt(CasesOnTrial.CARDS);
      trial.takeAt(
          CasesOnTrial.NOW.minus(Duration.ofMinutes(RANDOM.nextInt(20_000))), random(card, i));
      if (RANDOM.nextInt(3) == 0) {
        CaseSummary one = trial.caseOf(RANDOM.nextInt(2) == 0 ? card : 0);
        trial.act(one, act(), SearchesOnTrial.pick(RANDOM, List.of("ada", "bob")));
      }
      if (i == 0) {
        trial.take(CasesOnTrial.alert(0, "first", 1));
      }
    }
    all = find("", CaseSort.OLDEST);
    alerts =
        all.stream()
            .collect(
                Collectors.toMap(
                    CaseSummary::id,
                    one -> {
                      try {
                        return trial.store.whole(one.id()).orElseThrow().alerts();
                      } catch (Exception e) {
                        throw new IllegalStateException(e);
                      }
                    }));
  }

  @AfterAll
  static void stop() throws Exception {
    trial.close();
  }

  private static Act act() {
    return switch (RANDOM.nextInt(5)) {
      case 0 -> new Act.Start();
      case 1 -> new Act.Snooze(5);
      case 2 -> Act.Label.rest(FindingVerdict.FRAUD);
      case 3 -> Act.Label.rest(FindingVerdict.GENUINE);
      default -> new Act.Assign(Optional.of("bob"));
    };
  }

  private static FraudAlert random(int card, int i) {
    int merchant = RANDOM.nextInt(3);
    return FraudAlert.newBuilder(CasesOnTrial.alert(card, "r-" + i, 1 + RANDOM.nextInt(100_000)))
        .setEventTime(CasesOnTrial.NOW.minusSeconds(RANDOM.nextInt(500_000)))
        .setOutcome(SearchesOnTrial.pick(RANDOM, List.of(Outcome.values())))
        .setFraudProbability(RANDOM.nextInt(9) / 8.0)
        .setMerchantId("m-" + merchant)
        .setMerchantName("Corner Shop " + merchant)
        .setCategory(SearchesOnTrial.pick(RANDOM, List.of("travel", "grocery_pos")))
        .setState(SearchesOnTrial.pick(RANDOM, List.of("TX", "CA")))
        .setReasons(
            List.of(
                new Reason(
                    SearchesOnTrial.pick(RANDOM, List.of("UNUSUAL_AMOUNT", "UNUSUAL_HOUR")),
                    "why",
                    null)))
        .build();
  }

  @Test
  void everyAlertIsInOneCaseAndACardHasOneThatIsOpen() throws Exception {
    assertThat(alerts.values().stream().mapToInt(List::size).sum()).isEqualTo(81);
    assertThat(all)
        .allSatisfy(
            one -> {
              List<CaseAlert> own = alerts.getOrDefault(one.id(), List.of());
              assertThat(own).hasSize(one.alertCount());
              assertThat(one.newest().id()).isEqualTo(own.get(0).id());
              assertThat(one.highestProbability())
                  .isEqualTo(own.stream().mapToDouble(CaseAlert::probability).max().orElseThrow());
            });
    assertThat(all.stream().filter(one -> !one.status().isClosed()).map(CaseSummary::cardToken))
        .doesNotHaveDuplicates();
  }

  @Test
  void everySearchFindsWhatAModelFinds() throws Exception {
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      List<SearchTerm> terms = new ArrayList<>();
      for (int n = RANDOM.nextInt(3); n >= 0; n--) {
        terms.add(SearchesOnTrial.term(RANDOM));
      }
      String text = terms.stream().map(SearchesOnTrial::text).collect(Collectors.joining(" "));
      List<Long> expected =
          all.stream().filter(one -> meets(one, terms)).map(CaseSummary::id).toList();
      found += expected.size();
      assertThat(find(text, CaseSort.OLDEST).stream().map(CaseSummary::id))
          .as("seed %d: %s", SEED, text)
          .containsExactlyElementsOf(expected);
    }
    assertThat(found).isPositive();
  }

  @Test
  void everyOrderIsTotalAndItsPagesAreTheWhole() throws Exception {
    for (CaseSort sort : CaseSort.values()) {
      List<Long> whole = find("", sort).stream().map(CaseSummary::id).toList();
      assertThat(whole)
          .as(sort.text())
          .containsExactlyElementsOf(
              all.stream().sorted(order(sort)).map(CaseSummary::id).toList());
      List<Long> paged = new ArrayList<>();
      Optional<CaseStore.Place> after = Optional.empty();
      while (true) {
        List<CaseSummary> page =
            trial.store.find(
                new CaseStore.Asked(List.of(), sort, after, 3, "ada"), CasesOnTrial.NOW);
        page.forEach(one -> paged.add(one.id()));
        if (page.size() < 3) {
          break;
        }
        CaseSummary last = page.get(2);
        assertThat(sort.canBe(sort.valueOf(last))).isTrue();
        after = Optional.of(new CaseStore.Place(sort.valueOf(last), last.id()));
      }
      assertThat(paged).as("seed %d, %s", SEED, sort).isEqualTo(whole);
    }
  }

  private static Comparator<CaseSummary> order(CaseSort sort) {
    return switch (sort) {
      case NEWEST ->
          Comparator.comparing((CaseSummary c) -> c.newest().time())
              .thenComparing(CaseSummary::id)
              .reversed();
      case OLDEST -> Comparator.comparing(CaseSummary::openedAt).thenComparing(CaseSummary::id);
      case PROBABILITY ->
          Comparator.comparing(CaseSummary::highestProbability)
              .thenComparing(CaseSummary::id)
              .reversed();
      case AMOUNT ->
          Comparator.comparing(CaseSummary::highestAmount)
              .thenComparing(CaseSummary::id)
              .reversed();
    };
  }

  private static List<CaseSummary> find(String text, CaseSort sort) throws Exception {
    return trial.store.find(
        new CaseStore.Asked(CaseSearch.parse(text), sort, Optional.empty(), 1_000, "ada"),
        CasesOnTrial.NOW);
  }

  private static boolean meets(CaseSummary one, List<SearchTerm> terms) {
    List<SearchTerm> together =
        terms.stream().filter(t -> t.field().isOfAlert() && !t.negated()).toList();
    boolean byAlert =
        together.isEmpty()
            || alerts.getOrDefault(one.id(), List.of()).stream()
                .anyMatch(a -> together.stream().allMatch(t -> meets(a, t)));
    return byAlert
        && terms.stream()
            .filter(t -> !together.contains(t))
            .allMatch(
                t ->
                    t.field().isOfAlert()
                        ? alerts.getOrDefault(one.id(), List.of()).stream()
                            .noneMatch(a -> meets(a, t))
                        : t.negated() != meets(one, t));
  }

  private static boolean meets(CaseAlert alert, SearchTerm term) {
    String value = term.value();
    return switch (term.field()) {
      case AMOUNT -> compared(BigDecimal.valueOf(alert.amountMinor(), 2), term);
      case PROBABILITY -> compared(BigDecimal.valueOf(alert.probability()), term);
      case MERCHANT ->
          alert.merchantName().toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT))
              || alert.merchantId().equals(value);
      case CATEGORY -> alert.category().equalsIgnoreCase(value);
      case STATE -> alert.state().equalsIgnoreCase(value);
      case OUTCOME -> alert.outcome().equalsIgnoreCase(value);
      case REASON -> alert.reasonCodes().contains(value.toUpperCase(Locale.ROOT));
      default -> throw new IllegalStateException();
    };
  }

  private static boolean meets(CaseSummary one, SearchTerm term) {
    String value = term.value();
    return switch (term.field()) {
      case STATUS ->
          switch (value) {
            case "active" -> Stream.of("OPEN", "IN_PROGRESS").anyMatch(one.status().name()::equals);
            case "closed" -> one.status().isClosed();
            default -> one.status().name().replace("CLOSED_", "").equalsIgnoreCase(value);
          };
      case ASSIGNEE -> one.assignee().orElse("none").equals(value.equals("me") ? "ada" : value);
      case LAST4 -> one.lastFour().equals(value);
      case CARD -> one.cardToken().equals(value);
      case ALERTS -> compared(BigDecimal.valueOf(one.alertCount()), term);
      case AGE ->
          compared(
              BigDecimal.valueOf(Duration.between(one.openedAt(), CasesOnTrial.NOW).toMillis())
                  .movePointLeft(3),
              new SearchTerm(
                  false,
                  term.field(),
                  term.comparison(),
                  "",
                  term.number().multiply(BigDecimal.valueOf(60))));
      default -> throw new IllegalStateException();
    };
  }

  private static boolean compared(BigDecimal left, SearchTerm term) {
    int sign = left.compareTo(term.number());
    Comparison comparison = term.comparison();
    return switch (comparison) {
      case AT_LEAST -> sign >= 0;
      case AT_MOST -> sign <= 0;
      case ABOVE -> sign > 0;
      case BELOW -> sign < 0;
      case IS -> sign == 0;
    };
  }
}
