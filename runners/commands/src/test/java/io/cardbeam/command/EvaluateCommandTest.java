package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateCommandTest {
  private static final List<String> CARDS = List.of("4000000000000002", "4000000000000010");
  private static final int ROWS = 60;
  private static final byte[] KEY = new byte[32];
  private static final CardTokenizer TOKENIZER = new CardTokenizer(KEY);
  private static final String HEADER =
      "trans_date_trans_time,cc_num,merchant,category,amt,first,last,gender,street,city,state,zip,lat,long,city_pop,job,dob,trans_num,unix_time,merch_lat,merch_long,is_fraud";

  @TempDir private Path folder = Path.of("");

  /** Rows 0 to 59, one a day from 2020-03-01; every sixth is fraud, and is found but for one. */
  @BeforeEach
  void writeInput() throws IOException {
    List<String> labels = new ArrayList<>(List.of(HEADER));
    List<String> decisions =
        new ArrayList<>(
            List.of("request_id,card_token,event_time,outcome,fraud_probability,reasons"));
    for (int i = 0; i < ROWS; i++) {
      boolean fraud = i % 6 == 0;
      String day = LocalDate.of(2020, 3, 1).plusDays(i).toString();
      labels.add(label(i, day, fraud ? "1" : "0"));
      boolean found = fraud && i != 30;
      decisions.add(
          String.format(
              Locale.ROOT,
              "t-%d,%s,%sT09:00:00Z,%s,%.2f,\"odd, and \"\"new\"\"\"",
              i,
              TOKENIZER.token(CARDS.get(i % 2)),
              day,
              found ? "declined" : "approved",
              found ? 0.9 : 0.01));
    }
    Files.write(folder.resolve("labels.csv"), labels);
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("token.key"), HexFormat.of().formatHex(KEY));
    Files.write(folder.resolve("out/decisions.csv"), decisions);
  }

  private static String label(int i, String day, String fraud) {
    return day
        + " 09:00:00,"
        + CARDS.get(i % 2)
        + ",\"Shoes, Ltd\",shopping_pos,100.00,Ann,Lee,F,1 Main St,Akron,OH,44301,41.08,-81.52,"
        + "190000,Baker,1980-02-29,t-"
        + i
        + ",1583053200,41.1,-81.5,"
        + fraud;
  }

  private CommandRun evaluate(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--decisions=" + folder.resolve("out"),
                "--labels=" + folder.resolve("labels.csv"),
                "--token-key=" + folder.resolve("token.key"),
                "--bootstrap=20"));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(new EvaluateCommand(), arguments.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void measuresPrintsAndWritesTheSame() throws IOException {
    CommandRun run = evaluate("--json");
    assertThat(run.exitCode()).as(run.errors()).isZero();
    JsonNode told = json(run);
    assertThat(told.at("/rows/joined").asInt()).isEqualTo(ROWS);
    assertThat(told.at("/rows/add_up").asBoolean()).isTrue();
    assertThat(told.at("/all/recall/value").asDouble()).isCloseTo(0.9, within(1e-12));
    assertThat(told.at("/all/precision/value").asDouble()).isEqualTo(1);
    assertThat(told.at("/all/recall/low").isNumber()).isTrue();
    assertThat(told.at("/all/cards").asInt()).isEqualTo(2);
    assertThat(told.at("/all/loss_approving_all/value").asDouble()).isEqualTo(10 * 11_500);
    assertThat(told.at("/all/loss_taken/value").asDouble()).isEqualTo(11_500);
    assertThat(told.at("/by_month/2020-03/requests").asInt()).isEqualTo(31);
    assertThat(told.at("/first_purchases/requests").asInt()).isEqualTo(20);
    assertThat(new ObjectMapper().readTree(folder.resolve("out/evaluation.json").toFile()))
        .isEqualTo(told);
    assertThat(folder.resolve("out/evaluation.html")).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void peopleGetTablesAndSayingThatDataIsSyntheticIsUpToThem() {
    CommandRun run = evaluate("--synthetic");
    assertThat(run.out())
        .contains("average precision", "[", "2020-04", "approve all", "adds up", "optimistic");
    assertThat(folder.resolve("out/evaluation.html")).content().contains("optimistic");
    assertThat(evaluate().out()).doesNotContain("optimistic");
  }

  @Test
  void theSameSeedGivesTheSameFiles() throws IOException {
    evaluate("--seed=4");
    String first = Files.readString(folder.resolve("out/evaluation.json"));
    evaluate("--seed=4");
    assertThat(folder.resolve("out/evaluation.json")).content().isEqualTo(first);
  }

  @Test
  void noCardNumberIsPrintedOrWritten() throws IOException {
    CommandRun run = evaluate();
    String all =
        run.out()
            + run.errors()
            + Files.readString(folder.resolve("out/evaluation.json"))
            + Files.readString(folder.resolve("out/evaluation.html"));
    CARDS.forEach(card -> assertThat(all).doesNotContain(card));
  }

  @Test
  void aPeriodTakesItsPartAndCountsFirstPurchasesFromTheBeginning() throws IOException {
    JsonNode told = json(evaluate("--json", "--from=2020-03-11", "--to=2020-04-01"));
    assertThat(told.at("/rows/measured").asInt()).isEqualTo(21);
    assertThat(told.at("/rows/outside_period").asInt()).isEqualTo(ROWS - 21);
    assertThat(told.at("/first_purchases/requests").asInt()).isEqualTo(10);
  }

  @Test
  void rowsWithoutAPartnerAreCounted() throws IOException {
    List<String> labels = Files.readAllLines(folder.resolve("labels.csv"));
    labels.set(1, label(777, "2020-03-01", "0"));
    labels.set(2, label(1, "2020-03-02", "maybe"));
    labels.add(labels.get(5));
    Files.write(folder.resolve("labels.csv"), labels);
    CommandRun run = evaluate("--json", "--output=" + folder.resolve("report"));
    assertThat(run.exitCode()).isZero();
    JsonNode rows = json(run).get("rows");
    assertThat(rows.get("joined").asInt()).isEqualTo(ROWS - 2);
    assertThat(rows.get("unlabelled").asInt()).isEqualTo(2);
    assertThat(rows.get("undecided").asInt()).isEqualTo(1);
    assertThat(rows.get("repeated_labels").asInt()).isEqualTo(1);
    assertThat(rows.get("invalid_labels").asInt()).isEqualTo(1);
    assertThat(folder.resolve("report/evaluation.html")).exists();
  }

  @Test
  void aFileOfOtherLabelsGivesExitCodeOne() throws IOException {
    Files.writeString(
        folder.resolve("labels.csv"), HEADER + "\n" + label(999, "2020-03-01", "1") + "\n");
    CommandRun run = evaluate();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors())
        .contains("none of the 60 decisions", "has a label in", "--token-key must be that of");
    assertThat(folder.resolve("out/evaluation.json")).doesNotExist();
  }

  /** Row 3 gets the id of row 0, whose label says fraud; their cards are not the same. */
  @Test
  void anIdOnTwoCardsIsTwoRequests() throws IOException {
    for (String file : List.of("labels.csv", "out/decisions.csv")) {
      String text = Files.readString(folder.resolve(file));
      assertThat(text).contains("t-3,");
      Files.writeString(folder.resolve(file), text.replace("t-3,", "t-0,"));
    }
    JsonNode told = json(evaluate("--json"));
    assertThat(told.at("/rows/joined").asInt()).isEqualTo(ROWS);
    assertThat(told.at("/rows/repeated_decisions").asInt()).isZero();
    assertThat(told.at("/rows/repeated_labels").asInt()).isZero();
    assertThat(told.at("/all/recall/value").asDouble()).isCloseTo(0.9, within(1e-12));
    assertThat(told.at("/all/precision/value").asDouble()).isEqualTo(1);
  }

  @Test
  void anotherTokenKeyJoinsNothing() throws IOException {
    Path other = folder.resolve("other.key");
    Files.writeString(other, "11".repeat(32));
    CommandRun run =
        CommandRun.of(
            new EvaluateCommand(),
            "--decisions=" + folder.resolve("out"),
            "--labels=" + folder.resolve("labels.csv"),
            "--token-key=" + other);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("--token-key must be that of the decisions");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bootstrap=-1 | --bootstrap: -1 is not 0 to 10000",
        "--from=2020-04-01 --to=2020-03-01 | is not before --to",
        "--from=soon | is no date like",
        "--costs=none.properties | can't be read",
        "--labels=none.csv | no such file",
        "--decisions=. | holds neither decisions.csv nor decisions.avro"
      })
  void wrongQuestionsGetOneClearLineAndCodeTwo(String options, String complaint) {
    CommandRun run = evaluateAlone(options);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstError()).contains(complaint);
  }

  private CommandRun evaluateAlone(String options) {
    List<String> arguments = new ArrayList<>(Arrays.asList(options.split(" ")));
    if (!options.contains("--decisions")) {
      arguments.add("--decisions=" + folder.resolve("out"));
    }
    if (!options.contains("--labels")) {
      arguments.add("--labels=" + folder.resolve("labels.csv"));
    }
    return CommandRun.of(new EvaluateCommand(), arguments.toArray(String[]::new));
  }

  @Test
  void costsOfOnesOwnAreTaken() throws IOException {
    Path costs = folder.resolve("costs.properties");
    Files.writeString(
        costs,
        """
        version = mine
        currency = EUR
        loss_given_fraud = 0.5
        fraud_fee_minor = 0
        wrong_decline_minor = 1000
        wrong_decline_share = 0
        step_up_minor = 10
        step_up_missed = 0
        step_up_abandoned = 0
        alert_from = 0.5
        reviews_a_day = 3
        """);
    JsonNode told = json(evaluate("--json", "--costs=" + costs));
    assertThat(told.get("costs").asText()).isEqualTo("mine");
    assertThat(told.get("currency").asText()).isEqualTo("EUR");
    assertThat(told.at("/all/loss_taken/value").asDouble()).isEqualTo(5_000);
    Files.writeString(costs, "version = broken\n");
    assertThat(evaluate("--costs=" + costs).exitCode()).isEqualTo(2);
  }
}
