package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Reason;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole loop on real servers, with the samples of the simulator: a file through Kafka, Flink
 * and PostgreSQL, labels in stream, file and lake, and nowhere a card number. The tests build on
 * each other: servers take their time to start.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SAMPLES = Path.of("..", "..", "testdata", "samples");
  private static final Path GOOD = SAMPLES.resolve("kaggle-2000.csv");
  private static final Path BAD = SAMPLES.resolve("bad-rows.csv");

  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  @Order(1)
  void aFilePlayedThroughTheStreamAddsUp() throws IOException {
    JsonNode account = demo(GOOD);
    assertThat(account.get("rows_read").asLong()).isEqualTo(2_000);
    assertThat(account.get("invalid").asLong()).isZero();
    assertThat(account.get("stored_requests").asLong()).isEqualTo(2_000);
    assertThat(account.get("stored_purchases").asLong())
        .isEqualTo(account.get("approved").asLong())
        .isPositive();
    assertThat(account.get("declined").asLong()).isPositive();
  }

  @Test
  @Order(2)
  void playedAgainTheFileChangesNothingInTheBooks() throws Exception {
    Map<String, List<String>> before = new TreeMap<>();
    Map<String, List<String>> after = new TreeMap<>();
    Servers.with(folder.resolve("data"), servers -> before.putAll(servers.rows()));
    demo(GOOD);
    Servers.with(folder.resolve("data"), servers -> after.putAll(servers.rows()));
    assertThat(after).isEqualTo(before);
    assertThat(before.values().stream().mapToInt(List::size).sum()).isGreaterThan(4_000);
  }

  @Test
  @Order(3)
  void badRowsAreDeadLettersAndTheOthersAreDecided() throws Exception {
    JsonNode account = demo(BAD);
    assertThat(account.get("rows_read").asLong()).isEqualTo(36);
    assertThat(account.get("invalid").asLong()).isEqualTo(18);
    assertThat(account.get("stored_requests").asLong()).isEqualTo(18);
    Servers.with(
        folder.resolve("data"),
        servers -> assertThat(servers.records("file.", Topic.DEAD_LETTERS)).hasSize(18));
    assertThat(
            run(
                "classify",
                "--input",
                BAD.toString(),
                "--output",
                output("bad"),
                "--runner",
                "direct"))
        .isZero();
    assertThat(Files.readAllLines(folder.resolve("bad").resolve("dead-letters.csv"))).hasSize(19);
  }

  @Test
  @Order(4)
  void labelsThatComeBackAreDecidedOnTheSameInStreamFileAndLake() throws Exception {
    JsonNode account = demo("labelled", GOOD, "--chargebacks");
    long frauds = Files.readAllLines(GOOD).stream().filter(row -> row.endsWith(",1")).count();
    assertThat(account.get("stored_findings").asLong()).isEqualTo(frauds).isPositive();
    Map<String, String> streamed = streamed("labelled");
    assertThat(classify(GOOD, "direct", "--chargebacks")).isEqualTo(streamed).hasSize(2_000);
    // A name with .csv in it would be taken for a file.
    Path lake = folder.resolve("labelled").resolve("lake-of-files").resolve("kaggle-2000.csv");
    Path archived = Files.move(lake, folder.resolve("archived"));
    assertThat(archived.resolve("card-events").resolve("FraudFinding")).isNotEmptyDirectory();
    assertThat(classify(archived, "direct")).isEqualTo(streamed);
  }

  @Test
  @Order(5)
  void noCardNumberIsAnywhereButInTheInput() throws Exception {
    Set<String> cards = new HashSet<>();
    cards.addAll(cardNumbers(GOOD));
    cards.addAll(cardNumbers(BAD));
    assertThat(cards).hasSizeGreaterThanOrEqualTo(40);
    List<String> places;
    try (Stream<Path> files = Files.walk(folder)) {
      places =
          files
              .filter(Files::isRegularFile)
              .filter(f -> holds(f, cards))
              .map(Path::toString)
              .toList();
    }
    assertThat(places).isEmpty();
    assertThat(cards).noneMatch(out.toString()::contains);
    Servers.with(
        folder.resolve("data"),
        servers -> {
          String books = servers.rows().toString();
          assertThat(cards).noneMatch(books::contains);
        });
    Path planted = Files.writeString(folder.resolve("planted"), "x" + cards.iterator().next());
    assertThat(holds(planted, cards)).isTrue();
  }

  private JsonNode demo(Path file) throws IOException {
    return demo("data", file);
  }

  private JsonNode demo(String data, Path file, String... more) throws IOException {
    int start = out.getBuffer().length();
    List<String> args = new ArrayList<>(List.of("demo", "--data", output(data)));
    args.addAll(List.of("--input", file.toString(), "--token-key", key(), "--json"));
    args.addAll(List.of(more));
    assertThat(run(args.toArray(String[]::new))).as(out::toString).isZero();
    String printed = out.getBuffer().substring(start);
    return JSON.readTree(printed.substring(printed.lastIndexOf("{\"rows_read\"")));
  }

  /** The decisions that a played file left on Kafka. */
  private static Map<String, String> streamed(String data) throws Exception {
    Map<String, String> streamed = new HashMap<>();
    Servers.with(
        folder.resolve(data),
        servers -> {
          WireCodec codec = new WireCodec();
          for (byte[] bytes : servers.records("file.", Topic.AUTHORIZATION_DECISIONS)) {
            AuthorizationDecision decision = (AuthorizationDecision) codec.decode(bytes);
            streamed.put(decision.getRequestId(), row(decision));
          }
        });
    return streamed;
  }

  private Map<String, String> classify(Path file, String runner, String... more)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("classify", "--input", file.toString()));
    args.addAll(List.of("--output", output(runner), "--runner", runner));
    args.addAll(List.of(more));
    assertThat(run(args.toArray(String[]::new))).as(out::toString).isZero();
    Map<String, String> rows = new HashMap<>();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve(runner).resolve("decisions.csv"))) {
      csv.forEach(
          r -> rows.put(r.getField("request_id"), String.join("|", r.getFields().subList(2, 6))));
    }
    return rows;
  }

  private static String row(AuthorizationDecision decision) {
    return String.join(
        "|",
        decision.getEventTime().toString(),
        decision.getOutcome().name().toLowerCase(Locale.ROOT),
        BigDecimal.valueOf(decision.getFraudProbability())
            .setScale(6, RoundingMode.HALF_EVEN)
            .toPlainString(),
        decision.getReasons().stream().map(Reason::getText).collect(Collectors.joining("; ")));
  }

  /** The simulator's card numbers: six digits that no scheme issues, and ten more. */
  private static Set<String> cardNumbers(Path file) throws IOException {
    return Pattern.compile("999000\\d{10}")
        .matcher(Files.readString(file))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  /** Looks at the bytes, and into Avro files, whose blocks are packed. */
  private static boolean holds(Path file, Set<String> cards) {
    try {
      String raw = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (cards.stream().anyMatch(raw::contains)) {
        return true;
      }
      if (!file.toString().endsWith(".avro")) {
        return false;
      }
      try (DataFileReader<GenericRecord> records =
          new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
        for (GenericRecord record : records) {
          String text = record.toString();
          if (cards.stream().anyMatch(text::contains)) {
            return true;
          }
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String output(String name) {
    return folder.resolve(name).toString();
  }

  private static String key() {
    return SAMPLES.resolve("token.key").toString();
  }

  private int run(String... args) {
    return CommandRun.into(out, args);
  }
}
