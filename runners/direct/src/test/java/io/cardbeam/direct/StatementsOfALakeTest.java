package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.StatementsCommand;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who returns what was bought, and when a month of a lake is over. */
class StatementsOfALakeTest {
  @TempDir Path folder;
  private final List<Event> events = new ArrayList<>();

  /**
   * One owes $1,000 and each month buys for $2,000 and returns it, one does so once, one does not.
   */
  @Test
  void whoBuysAndReturnsOwesAsWhoDoesNot() throws IOException {
    List<String> cards =
        List.of(
            TestLake.token("loop", 10), TestLake.token("once", 10), TestLake.token("control", 10));
    for (String card : cards) {
      events.addAll(TestLake.purchase(card, card, noon(2024, 1, 5), 100_000));
    }
    for (int month = 1; month <= 12; month++) {
      buyAndReturn(cards.get(0), month, 11, 14, 200_000);
    }
    buyAndReturn(cards.get(1), 1, 12, 20, 100_000);
    TestLake.write(folder.resolve("lake"), events);
    assertThat(statements("2024-02").exit()).isZero();
    JsonNode control = document("2024-02", cards.get(2));
    assertThat(control.at("/fees_total/minor").asLong()).isEqualTo(3_000);
    assertThat(control.at("/payment/past_due/minor").asLong()).isEqualTo(3_500);
    assertThat(control.at("/interest_total/minor").asLong()).isPositive();
    for (String card : cards) {
      for (String same :
          List.of("/fees_total", "/payment/past_due", "/interest_total", "/closing_balance")) {
        assertThat(document("2024-02", card).at(same)).as(card).isEqualTo(control.at(same));
      }
    }
    assertThat(statements("2024-03..2024-11").exit()).isZero();
    for (int month = 3; month <= 11; month++) {
      JsonNode later = document("2024-%02d".formatted(month), cards.get(0));
      assertThat(later.at("/fees_total/minor").asLong()).isEqualTo(4_100);
      assertThat(later.at("/interest_total/minor").asLong()).isPositive();
    }
  }

  private void buyAndReturn(String card, int month, int bought, int returned, long amountMinor) {
    String id = card + "-" + month;
    events.addAll(TestLake.purchase(id, card, noon(2024, month, bought), amountMinor));
    events.add(TestLake.refund(id, card, noon(2024, month, returned), amountMinor));
  }

  @Test
  void aLakeThatEndsOnThe17thIsNotBilledToTheEnd() throws IOException {
    trafficUntil(LocalDate.of(2025, 3, 17));
    refuses("2025-03", "2025-03-17T");
    refuses("2025-02..2025-03", "2025-03-17T");
    assertThat(folder.resolve("bills/statements")).doesNotExist();
    StarOfSample.Answer preview = statements("2025-03", "--preview");
    assertThat(preview.exit()).as(preview.err()).isZero();
    assertThat(preview.out()).contains("nothing written to");
    assertThat(statements("2025-02").exit()).isZero();
    assertThat(statements("2025-03", "--complete-until=2025-03-28").exit()).isEqualTo(2);
    assertThat(statements("2025-03", "--complete-until=2025-04-01").exit()).isZero();
    assertThat(folder.resolve("bills/statements/month=2025-03")).isNotEmptyDirectory();
  }

  /** A request of 2061 with its purchase, and another of three months ahead. */
  @Test
  void aDateAheadByMistakeDoesNotEndAMonth() throws IOException {
    trafficUntil(LocalDate.of(2025, 3, 17));
    String card = TestLake.token("card", 3);
    events.addAll(TestLake.purchase("far", card, noon(2061, 3, 1), 500));
    TestLake.write(folder.resolve("lake"), events);
    refuses("2025-03", "2025-03-17T");
    events.addAll(TestLake.purchase("ahead", card, noon(2025, 6, 1), 500));
    TestLake.write(folder.resolve("lake"), events);
    refuses("2025-03", "2025-03-17T");
  }

  @Test
  void aMonthIsOverWhenTrafficHasGonePastItsLastClosingDate() throws IOException {
    trafficUntil(LocalDate.of(2025, 3, 28));
    refuses("2025-03", "2025-03-28T");
    trafficUntil(LocalDate.of(2025, 3, 30));
    StarOfSample.Answer issued = statements("2025-03");
    assertThat(issued.exit()).as(issued.err()).isZero();
    assertThat(issued.out()).contains("2025-03-30T");
  }

  /** Eight cards that buy each day and pay each month. */
  private void trafficUntil(LocalDate last) throws IOException {
    events.clear();
    for (int card = 0; card < 8; card++) {
      String token = TestLake.token("card", 1 + card * 3);
      for (LocalDate day = LocalDate.of(2025, 2, 12); !day.isAfter(last); day = day.plusDays(1)) {
        Instant time = day.atTime(9, card).toInstant(ZoneOffset.UTC);
        events.addAll(TestLake.purchase(token + "-" + day, token, time, 1_000 + card));
        if (day.getDayOfMonth() == 14) {
          events.add(TestLake.payment("y-" + token + "-" + day, token, time, 20_000));
        }
      }
    }
    TestLake.write(folder.resolve("lake"), events);
  }

  private void refuses(String month, String reached) {
    StarOfSample.Answer answer = statements(month);
    assertThat(answer.exit()).as(answer.err()).isEqualTo(2);
    assertThat(answer.err())
        .contains("2025-03 is not over in the input, which goes to " + reached)
        .contains("--preview")
        .contains("--complete-until 2025-03-29T00:00:00Z");
  }

  private static Instant noon(int year, int month, int day) {
    return LocalDate.of(year, month, day).atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  private StarOfSample.Answer statements(String month, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--runner=direct",
                "--input=" + folder.resolve("lake"),
                "--month=" + month,
                "--output=" + folder.resolve("bills")));
    arguments.addAll(List.of(more));
    return StarOfSample.run(new StatementsCommand(), arguments);
  }

  private JsonNode document(String month, String card) throws IOException {
    return new ObjectMapper()
        .readTree(
            Files.readAllBytes(
                folder.resolve("bills/statements/month=" + month + "/card-" + card + "-USD.json")));
  }
}
