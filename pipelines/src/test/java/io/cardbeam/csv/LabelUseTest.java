package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.traffic.ChargebackDelay;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelUseTest {
  private static final String HEADER = String.join(",", Columns.KAGGLE) + "\n";
  private static final LabelUse BY_DAY = new LabelUse(false, true);

  @Test
  void aFraudComesBackAsAChargebackOnceItsDelayIsOver() throws IOException {
    ReadFile read =
        read(LabelUse.CHARGEBACKS, row("t1", "10:00:00", "1") + row("t2", "11:00:00", "0"));
    Instant requested = Instant.parse("2020-06-21T10:00:00Z");
    assertThat(read.findings())
        .containsExactly(
            new FraudFinding(
                "t1",
                "t1",
                requested,
                ReadFile.TOKENIZER.token("4000001234567890"),
                requested.plus(ChargebackDelay.of("t1")),
                FindingVerdict.FRAUD,
                FindingSource.CHARGEBACK,
                "labelled as fraud in its file"));
    assertThat(read.requests()).hasSize(2);
  }

  @Property(tries = 100)
  void labelsDecideAboutFindingsAndAboutNothingElse(@ForAll @Size(20) List<Boolean> frauds)
      throws IOException {
    StringBuilder labelled = new StringBuilder();
    StringBuilder flipped = new StringBuilder();
    for (int i = 0; i < frauds.size(); i++) {
      String time = String.format("%02d:30:00", i);
      labelled.append(row("t" + i, time, frauds.get(i) ? "1" : "0"));
      flipped.append(row("t" + i, time, frauds.get(i) ? "0" : "1"));
    }
    ReadFile once = read(LabelUse.CHARGEBACKS, labelled.toString());
    ReadFile other = read(LabelUse.CHARGEBACKS, flipped.toString());
    assertThat(once.withoutFindings())
        .isEqualTo(other.withoutFindings())
        .isEqualTo(read(LabelUse.NONE, labelled.toString()).events());
    assertThat(once.findings()).hasSize((int) frauds.stream().filter(fraud -> fraud).count());
    List<FraudFinding> both = new ArrayList<>(once.findings());
    both.addAll(other.findings());
    assertThat(both).hasSize(frauds.size()).doesNotHaveDuplicates();
  }

  @Test
  void aRowWithoutALabelIsADeadLetterWhereLabelsAreUsedAndOnlyThere() throws IOException {
    String rows =
        row("t1", "10:00:00", "")
            + row("t2", "11:00:00", "maybe")
            + row("t3", "12:00:00", " 1 ")
            + row("t4", "13:00:00", "2");
    for (LabelUse use : List.of(LabelUse.CHARGEBACKS, BY_DAY)) {
      ReadFile read = read(use, rows);
      assertThat(read.requests()).extracting(AuthorizationRequest::getRequestId).containsOnly("t3");
      assertThat(read.letters())
          .extracting(DeadLetter::getCode)
          .containsExactly("BAD_LABEL", "BAD_LABEL", "BAD_LABEL");
      assertThat(read.letters().get(1).getReason())
          .isEqualTo("is_fraud 'maybe' is not 0 or 1, no or yes");
    }
    assertThat(read(LabelUse.NONE, rows).requests()).hasSize(4);
  }

  @Test
  void theStressTestMovesTheFraudsOfTheNightTwelveHoursOn() throws IOException {
    ReadFile read =
        read(
            BY_DAY,
            row("late", "22:00:00", "1")
                + row("early", "03:59:59", "1")
                + row("evening", "21:59:59", "1")
                + row("morning", "04:00:00", "1")
                + row("genuine", "23:30:00", "0"));
    assertThat(read.requests())
        .extracting(r -> r.getRequestId() + " " + r.getEventTime())
        .containsExactly(
            "late 2020-06-22T10:00:00Z",
            "early 2020-06-21T15:59:59Z",
            "evening 2020-06-21T21:59:59Z",
            "morning 2020-06-21T04:00:00Z",
            "genuine 2020-06-21T23:30:00Z");
    assertThat(read.findings()).isEmpty();
  }

  @Test
  void aFraudThatWasMovedComesBackTheSameTimeAfterIt() throws IOException {
    ReadFile read = read(new LabelUse(true, true), row("t1", "23:00:00", "1"));
    FraudFinding finding = read.findings().get(0);
    Instant moved = Instant.parse("2020-06-22T11:00:00Z");
    assertThat(finding.getRequestTime()).isEqualTo(moved);
    assertThat(finding.getEventTime()).isEqualTo(moved.plus(ChargebackDelay.of("t1")));
  }

  @Test
  void findingsArePlayedAtTheirOwnTimeAmongTheRequests(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rows.csv");
    StringBuilder rows = new StringBuilder(HEADER);
    for (int day = 1; day <= 28; day++) {
      rows.append(row("t" + day, "10:00:00", day % 2 + "").replace("06-21", "02-" + two(day)));
    }
    Files.writeString(file, rows);
    List<Step> steps = new ArrayList<>();
    try (CsvSteps source =
        CsvSteps.open(
            file,
            ReadFile.TOKENIZER,
            FileReading.WHOLE.withLabels(LabelUse.CHARGEBACKS),
            letter -> {},
            5)) {
      assertThat(source.requests()).isEqualTo(28);
      assertThat(source.findings()).isEqualTo(14);
      source.forEachRemaining(steps::add);
    }
    assertThat(steps).hasSize(1 + 28 + 14);
    assertThat(steps).extracting(Step::eventTimeMillis).isSorted();
    List<Event> published =
        steps.stream()
            .filter(Step.Publish.class::isInstance)
            .map(step -> ((Step.Publish) step).event())
            .toList();
    assertThat(published)
        .extracting(Event::type)
        .containsOnlyOnce(EventType.CARD_UPDATE)
        .filteredOn(type -> type == EventType.FRAUD_FINDING)
        .hasSize(14);
  }

  private static String two(int number) {
    return String.format("%02d", number);
  }

  private static String row(String transaction, String time, String label) {
    return "2020-06-21 "
        + time
        + ",4000001234567890,fraud_Sand,grocery_pos,12.50,Ada,Berg,F,1 Elm Street,Dover,DE,01990,"
        + "39.15,-75.52,39403,Surveyor,1980-02-29,"
        + transaction
        + ",1371816865,39.5,-75.25,"
        + label
        + "\n";
  }

  private static ReadFile read(LabelUse labels, String rows) {
    return ReadFile.of(
        (HEADER + rows).getBytes(StandardCharsets.UTF_8), FileReading.WHOLE.withLabels(labels));
  }
}
