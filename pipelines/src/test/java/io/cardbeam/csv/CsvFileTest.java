package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.Purchase;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  private static final String HEADER = String.join(",", Columns.KAGGLE) + "\n";
  private static final String CARD = "4000001234567890";

  @Test
  void tellsOfACardOnceAndOfEveryRowARequest() throws IOException {
    ReadFile read =
        ReadFile.of(HEADER + row("t1", "10:00:00", "Dover") + row("t2", "11:00:00", "Dover"));
    assertThat(read.events())
        .extracting(Event::type)
        .containsExactly(
            EventType.CARD_UPDATE,
            EventType.AUTHORIZATION_REQUEST,
            EventType.AUTHORIZATION_REQUEST);
    CardUpdate issued = read.events().get(0).body(CardUpdate.class);
    assertThat(issued.getKind()).isEqualTo(CardUpdateKind.ISSUED);
    assertThat(issued.getEventTime()).isEqualTo(Instant.EPOCH);
    assertThat(issued.getCreditLimitMinor()).isNull();
    assertThat(read.letters()).isEmpty();
  }

  @Test
  void tellsOfAMoveWhenARowShowsIt() throws IOException {
    ReadFile read =
        ReadFile.of(HEADER + row("t1", "10:00:00", "Dover") + row("t2", "11:00:00", "Lewes"));
    CardUpdate moved = read.events().get(2).body(CardUpdate.class);
    assertThat(moved.getKind()).isEqualTo(CardUpdateKind.CARDHOLDER_CHANGED);
    assertThat(moved.getEventTime()).isEqualTo(Instant.parse("2020-06-21T11:00:00Z"));
    assertThat(moved.getCardholder().getCity()).isEqualTo("Lewes");
  }

  @Test
  void givesABadRowAsADeadLetterWithItsLineAndGoesOn() throws IOException {
    ReadFile read =
        ReadFile.of(
            HEADER
                + row("t1", "10:00:00", "Dover")
                + row("", "10:30:00", "Dover")
                + "\n\"never closed,"
                + CARD
                + "\r\n"
                + row("t2", "11:00:00", "Dover"));
    assertThat(read.requests()).hasSize(2);
    assertThat(read.letters()).extracting(DeadLetter::getPosition).containsExactly(3L, 5L);
    assertThat(read.letters())
        .extracting(DeadLetter::getCode)
        .containsExactly("NO_TRANSACTION", "OPEN_QUOTE");
  }

  @Test
  void hidesTheCardNumberOfABadRow() throws IOException {
    ReadFile read =
        ReadFile.of(
            HEADER
                + row("", "10:00:00", "Dover")
                + row("t", "10:00:00", "Dover").replace(CARD, "4000 0012 3456 789x"));
    assertThat(read.letters()).hasSize(2);
    for (DeadLetter letter : read.letters()) {
      String payload = StandardCharsets.UTF_8.decode(letter.getPayload().duplicate()).toString();
      assertThat(payload).contains("grocery_pos").doesNotContain("0012345", "0012 3456");
    }
  }

  @Test
  void cutsOffALineThatNeverEnds() throws IOException {
    ReadFile read =
        ReadFile.of(HEADER + "9".repeat(200_000) + "\n" + row("t1", "10:00:00", "Dover"));
    assertThat(read.letters()).extracting(DeadLetter::getCode).containsExactly("TOO_LONG");
    assertThat(read.requests()).hasSize(1);
  }

  @Property(tries = 200)
  void everyLineIsARequestOrADeadLetter(@ForAll List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    long expected = 0;
    for (String line : lines) {
      String oneLine = line.replaceAll("[\\n\\r]", " ");
      text.append(oneLine).append('\n');
      expected += oneLine.isBlank() ? 0 : 1;
    }
    ReadFile read = ReadFile.of(text.toString());
    assertThat(read.requests().size() + read.letters().size()).isEqualTo(expected);
  }

  @Test
  void playsRowsInOrderOfTimeWhateverTheirOrderInTheFile(@TempDir Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(row("t" + i, String.format("%02d:%02d:00", i / 60, i % 60), "Dover"));
    }
    List<Step> ordered = steps(folder.resolve("ordered.csv"), rows);
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Collections.shuffle(rows, new Random(seed));
    List<Step> shuffled = steps(folder.resolve("shuffled.csv"), rows);

    assertThat(shuffled).isEqualTo(ordered).hasSize(101);
    assertThat(shuffled).extracting(Step::eventTimeMillis).isSorted();
    Step.Attempt first = (Step.Attempt) shuffled.get(1);
    AuthorizationRequest request = first.request();
    assertThat(request.getRequestId()).isEqualTo("t0");
    Purchase purchase = first.ifApproved().get(0).body(Purchase.class);
    assertThat(purchase.getAuthorizationId()).isEqualTo("t0");
    assertThat(purchase.getAmountMinor()).isEqualTo(request.getAmountMinor());
    assertThat(purchase.getEffectiveFrom()).isEqualTo(Instant.parse("2020-06-22T00:00:00Z"));
  }

  @Test
  void takesOnlyTheFirstRowsIfToldSo() throws IOException {
    String text =
        HEADER
            + row("t1", "10:00:00", "Dover")
            + "\n"
            + "no row\n"
            + row("t2", "09:00:00", "Dover")
            + row("t3", "08:00:00", "Dover");
    ReadFile read = ReadFile.of(text.getBytes(StandardCharsets.UTF_8), FileReading.WHOLE.first(3));
    assertThat(read.events())
        .filteredOn(event -> event.type() == EventType.AUTHORIZATION_REQUEST)
        .extracting(Event::id)
        .containsExactly("t1", "t2");
    assertThat(read.letters()).hasSize(1);
  }

  private static List<Step> steps(Path file, List<String> rows) throws IOException {
    Files.writeString(file, HEADER + String.join("", rows));
    List<Step> steps = new ArrayList<>();
    try (CsvSteps source =
        CsvSteps.open(file, ReadFile.TOKENIZER, FileReading.WHOLE, letter -> {}, 7)) {
      assertThat(source.requests()).isEqualTo(rows.size());
      source.forEachRemaining(steps::add);
    }
    return steps;
  }

  private static String row(String transaction, String time, String city) {
    return "2020-06-21 "
        + time
        + ","
        + CARD
        + ",fraud_Sand,grocery_pos,12.50,Ada,Berg,F,1 Elm Street,"
        + city
        + ",DE,01990,39.15,-75.52,39403,Surveyor,1980-02-29,"
        + transaction
        + ",1371816865,39.5,-75.25,0\n";
  }
}
