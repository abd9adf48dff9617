package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.ClassifyCommand;
import io.cardbeam.command.StatementsCommand;
import io.cardbeam.command.WarehouseCommand;
import io.cardbeam.pipeline.table.Publication;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BooksCommandsTest {
  private static final String CARD_NUMBER = "4000000000000002";
  private static final String ROWS =
      """
      id,trans_date_trans_time,cc_num,merchant,category,amt,first,last,gender,street,city,state,zip,lat,long,city_pop,job,dob,trans_num,unix_time,merch_lat,merch_long,is_fraud
      0,2020-02-28 10:00:00,CARD,Corner Bakery,food_dining,12.50,Ann,Lee,F,1 Main St,Akron,OH,44301,41.08,-81.52,190000,Baker,1980-02-29,t-1,1582884000,41.1,-81.5,0
      1,2020-03-01 09:00:00,CARD,"Shoes, Ltd",shopping_pos,20.00,Ann,Lee,F,1 Main St,Akron,OH,44301,41.08,-81.52,190000,Baker,1980-02-29,t-2,1583053200,41.1,-81.5,0
      2,2020-03-02 09:00:00,CARD,Corner Bakery,food_dining,not a number,Ann,Lee,F,1 Main St,Akron,OH,44301,41.08,-81.52,190000,Baker,1980-02-29,t-3,1583139600,41.1,-81.5,0
      3,2020-03-05 09:30:00,CARD,Corner Bakery,food_dining,9.99,Ann,Lee,F,1 Main St,Akron,OH,44301,41.08,-81.52,190000,Baker,1980-02-29,t-4,1583400600,41.1,-81.5,0
      """
          .replace("CARD", CARD_NUMBER);

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeInput() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), ROWS);
    Files.writeString(folder.resolve("token.key"), "5a".repeat(32));
  }

  @Test
  void buildsAStarWithARowForEachRequestAndTellsOfIt() throws Exception {
    assertThat(run(new WarehouseCommand(), "warehouse", "--json")).as(err.toString()).isZero();
    JsonNode account = new ObjectMapper().readTree(out.toString());
    assertThat(account.get("requests").asLong()).isEqualTo(3);
    assertThat(account.get("invalid").asLong()).isEqualTo(1);
    assertThat(account.get("fact_authorization").asLong()).isEqualTo(3);
    assertThat(account.get("dim_card").asLong()).isEqualTo(2);
    assertThat(account.get("adds_up").asText()).isEqualTo("yes");
    assertThat(folder.resolve("warehouse/fact_authorization/month=2020-03")).isNotEmptyDirectory();
    assertThat(folder.resolve("warehouse/dead-letters.csv")).content().contains("rows.csv");
    assertThat(filesThatHoldTheCardNumber("warehouse")).isEmpty();
  }

  @Test
  void takesDecisionsThatWereMadeBeforeAndMakesTheSameStar() throws Exception {
    assertThat(run(new WarehouseCommand(), "anew")).isZero();
    assertThat(run(new ClassifyCommand(), "decisions", "--format=avro")).isZero();
    out.getBuffer().setLength(0);
    String decisions = "--decisions=" + folder.resolve("decisions");
    assertThat(run(new WarehouseCommand(), "kept", "--json", decisions)).isZero();
    JsonNode account = new ObjectMapper().readTree(out.toString());
    assertThat(account.get("decisions_that_stood").asLong()).isEqualTo(3);
    assertThat(account.get("decisions_without_request").asLong()).isZero();
    for (String part :
        List.of("fact_authorization/month=2020-03", "fact_transaction/month=2020-03")) {
      String file = part + "/part-00000-of-00001.parquet";
      assertThat(folder.resolve("kept").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("anew").resolve(file));
    }
  }

  @Test
  void decidesWhatHasNoDecisionAndTellsOfDecisionsThatAnswerNothing() throws Exception {
    assertThat(run(new ClassifyCommand(), "decisions", "--format=avro")).isZero();
    Files.writeString(
        folder.resolve("rows.csv"), ROWS.replace(",t-1,", ",t-9,"), StandardCharsets.UTF_8);
    out.getBuffer().setLength(0);
    String decisions = "--decisions=" + folder.resolve("decisions");
    assertThat(run(new WarehouseCommand(), "star", "--json", decisions)).isZero();
    JsonNode account = new ObjectMapper().readTree(out.toString());
    assertThat(account.get("fact_authorization").asLong()).isEqualTo(3);
    assertThat(account.get("decisions_that_stood").asLong()).isEqualTo(2);
    assertThat(account.get("decisions_without_request").asLong()).isEqualTo(1);
  }

  @Test
  void decisionsOnAnotherFilesCardsMakeNoCards() throws Exception {
    Files.writeString(folder.resolve("rows.csv"), ROWS.replace(CARD_NUMBER, "4000000000000077"));
    assertThat(run(new ClassifyCommand(), "decisions", "--format=avro")).isZero();
    Files.writeString(folder.resolve("rows.csv"), ROWS);
    out.getBuffer().setLength(0);
    String decisions = "--decisions=" + folder.resolve("decisions");
    assertThat(run(new WarehouseCommand(), "star", "--json", decisions)).isZero();
    JsonNode account = new ObjectMapper().readTree(out.toString());
    assertThat(account.get("decisions_without_request").asLong()).isEqualTo(3);
    assertThat(account.get("dim_card").asLong()).isEqualTo(2);
  }

  @Test
  void refusesDecisionsThatAreNotWhole() throws Exception {
    assertThat(run(new ClassifyCommand(), "decisions")).isZero();
    String decisions = "--decisions=" + folder.resolve("decisions");
    assertThat(run(new WarehouseCommand(), "star", decisions)).isEqualTo(2);
    assertThat(err.toString()).contains("classify --format avro").doesNotContain("Exception");
  }

  @Test
  void aDamagedFileOfDecisionsEndsTheRunWithItsPlace() throws Exception {
    assertThat(run(new ClassifyCommand(), "decisions", "--format=avro")).isZero();
    Path file = folder.resolve("decisions/decisions.avro");
    byte[] whole = Files.readAllBytes(file);
    byte[] marked = whole.clone();
    marked[marked.length - 1] ^= 1;
    Map<byte[], String> damages =
        Map.of(
            Arrays.copyOf(whole, whole.length - 1),
            "block 1, at byte [0-9]+, is damaged: the file ends in the middle of it",
            marked,
            "block 1, at byte [0-9]+, is damaged: it does not end with the file's sync marker",
            new byte[0],
            "its header is damaged: the file ends in the middle of it");
    for (Map.Entry<byte[], String> damage : damages.entrySet()) {
      Files.write(file, damage.getKey());
      err.getBuffer().setLength(0);
      assertThat(run(new WarehouseCommand(), "star", "--decisions=" + file.getParent())).isOne();
      assertThat(err.toString().strip())
          .matches(
              "cardbeam: the decisions in .*decisions.avro can't be read: "
                  + damage.getValue()
                  + "; run classify again \\(more in .*\\)");
    }
  }

  @Test
  void makesTheMonthsStatementsAndMakesThemAgainTheSame() throws Exception {
    assertThat(statements("2020-03")).isZero();
    String first = statement("2020-03");
    assertThat(statements("2020-03")).isZero();
    assertThat(statement("2020-03")).isEqualTo(first);
    JsonNode document = new ObjectMapper().readTree(first);
    assertThat(document.at("/period_end").asText()).isEqualTo("2020-03-11");
    assertThat(document.at("/payment/due_date").asText()).isEqualTo("2020-04-08");
    assertThat(document.at("/purchases_total/amount").asText()).isEqualTo("42.49");
    assertThat(document.at("/closing_balance/minor").asLong()).isEqualTo(4249);
    assertThat(document.at("/purchases/1/description").asText()).isEqualTo("Shoes, Ltd");
    assertThat(document.at("/last_four").asText()).isEqualTo("0002");
    assertThat(filesThatHoldTheCardNumber("books")).isEmpty();
  }

  @Test
  void chargesByTheTermsThatItIsGiven() throws Exception {
    Path terms = folder.resolve("my.terms");
    Files.writeString(
        terms,
        """
        [2019-01-01]
        version = dear
        issuer = First Bank
        disputes_to = P.O. Box 1
        currency = USD
        time_zone = UTC
        purchase_rate_percent = 36.5
        least_interest_minor = 0
        late_fee_minor = 777
        repeated_late_fee_minor = 777
        minimum_payment_floor_minor = 2000
        minimum_payment_percent = 2
        """);
    String option = "--terms=" + terms;
    assertThat(statements("2020-04", option)).isZero();
    JsonNode document = new ObjectMapper().readTree(statement("2020-04"));
    assertThat(document.at("/terms").asText()).isEqualTo("dear");
    assertThat(document.at("/opening_balance/amount").asText()).isEqualTo("42.49");
    assertThat(document.at("/fees/0/posting_date").asText()).isEqualTo("2020-04-09");
    assertThat(document.at("/fees_total/minor").asLong()).isEqualTo(777);
    // A thousandth a day: of 42.49 for 28 days, and of 50.26 for the last three.
    assertThat(document.at("/interest_total/minor").asLong()).isEqualTo(134);
    assertThat(document.at("/closing_balance/minor").asLong()).isEqualTo(4249 + 777 + 134);
    Files.writeString(terms, "late_fee = 1");
    assertThat(statements("2020-04", option)).isEqualTo(2);
    assertThat(err.toString()).startsWith("cardbeam: " + terms).doesNotContain("Exception");
  }

  @Test
  void keepsOtherMonthsWhenOneIsMade() throws Exception {
    assertThat(statements("2020-04")).isZero();
    assertThat(statements("2020-03")).isZero();
    assertThat(folder.resolve("books/statement/month=2020-04")).isNotEmptyDirectory();
    assertThat(folder.resolve("books/statement/month=2020-03")).isNotEmptyDirectory();
  }

  @Test
  void saysInOneLineWhatWasAskedWrongly() throws Exception {
    assertThat(run(new StatementsCommand(), "books", "--month", "2020-13")).isEqualTo(2);
    assertThat(err.toString()).startsWith("cardbeam: --month: 2020-13 is no month");
    Files.delete(folder.resolve("rows.csv"));
    assertThat(run(new WarehouseCommand(), "books")).isEqualTo(2);
    assertThat(err.toString()).contains("no such file or folder").doesNotContain("Exception");
    assertThat(folder.resolve("books")).doesNotExist();
  }

  @Test
  void refusesAFolderThatAnotherRunWritesTo() throws Exception {
    try (Publication other = Publication.begin(folder.resolve("books"))) {
      assertThat(run(new WarehouseCommand(), "books")).isEqualTo(2);
      assertThat(err.toString()).contains("another run is at work");
      assertThat(other.staging()).exists();
    }
  }

  /** Of rows of which one knows that there are no later ones. */
  private int statements(String month, String... more) {
    return run(
        new StatementsCommand(),
        "books",
        Stream.concat(Stream.of("--month", month, "--complete-until=2020-05-01"), Stream.of(more))
            .toArray(String[]::new));
  }

  private int run(Object command, String output, String... more) {
    List<String> args =
        Stream.concat(
                Stream.of(
                    "--runner=direct",
                    // No step may change what it was given: commands do not look, here it is seen.
                    "--beam=--enforceImmutability=true",
                    "--beam=--enforceEncodability=true",
                    "--input=" + folder.resolve("rows.csv"),
                    "--output=" + folder.resolve(output),
                    "--token-key=" + folder.resolve("token.key")),
                Stream.of(more))
            .toList();
    CommandLine line = Cardbeam.with(List.of(command));
    List<String> named = new ArrayList<>(line.getSubcommands().keySet());
    named.addAll(args);
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(named.toArray(String[]::new));
  }

  private String statement(String month) throws IOException {
    try (Stream<Path> documents = Files.list(folder.resolve("books/statements/month=" + month))) {
      return Files.readString(documents.findFirst().orElseThrow());
    }
  }

  private List<Path> filesThatHoldTheCardNumber(String output) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(output))) {
      return files.filter(Files::isRegularFile).filter(BooksCommandsTest::holdsIt).toList();
    }
  }

  private static boolean holdsIt(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .contains(CARD_NUMBER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
