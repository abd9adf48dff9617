package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Channel;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The same rows are the same events, whatever the file looks like. */
class LayoutsTest {
  private static final Path SAMPLE = Path.of("..", "testdata", "samples", "kaggle-2000.csv");
  private static final int ROWS = 60;
  private static final List<List<String>> TABLE = table();
  private static final List<Event> EVENTS = ReadFile.of(text(TABLE, ",", false)).events();

  private static List<List<String>> table() {
    try {
      List<List<String>> table = new ArrayList<>();
      for (String line : Files.readAllLines(SAMPLE).subList(0, ROWS + 1)) {
        table.add(CsvFields.split(line));
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BadRowException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(List<List<String>> table, String separator, boolean quoted) {
    return table.stream()
        .map(
            row ->
                row.stream()
                    .map(cell -> cell(cell, separator, quoted))
                    .collect(Collectors.joining(separator)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String cell(String cell, String separator, boolean quoted) {
    return quoted || cell.contains(separator) || cell.contains("\"")
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }

  /** The table with other columns: by a function of its header and of each row. */
  private static List<List<String>> with(
      java.util.function.UnaryOperator<List<String>> header,
      java.util.function.UnaryOperator<List<String>> row) {
    List<List<String>> table = new ArrayList<>();
    table.add(header.apply(TABLE.get(0)));
    TABLE.subList(1, TABLE.size()).forEach(one -> table.add(row.apply(one)));
    return table;
  }

  private static List<String> and(List<String> row, String cell) {
    List<String> more = new ArrayList<>(row);
    more.add(cell);
    return more;
  }

  private static List<String> without(List<String> row, String... columns) {
    List<String> fewer = new ArrayList<>(row);
    List.of(columns).stream()
        .map(TABLE.get(0)::indexOf)
        .sorted(Collections.reverseOrder())
        .forEach(index -> fewer.remove((int) index));
    return fewer;
  }

  private static ReadFile read(List<List<String>> table) {
    return ReadFile.of(text(table, ",", false));
  }

  @Test
  void theSampleIsReadWhole() {
    assertThat(EVENTS).hasSizeGreaterThan(ROWS);
  }

  @Test
  void aFurtherColumnIsPassedOver() {
    assertThat(read(with(h -> and(h, "merch_zipcode"), r -> and(r, "28705.0"))).events())
        .isEqualTo(EVENTS);
  }

  @Test
  void anIndexColumnMayHaveAnyName() {
    for (String name : List.of("Unnamed: 0", "id", "index", "row")) {
      List<List<String>> table =
          with(
              h -> {
                List<String> named = new ArrayList<>(h);
                named.set(0, name);
                return named;
              },
              r -> r);
      assertThat(read(table).events()).isEqualTo(EVENTS);
    }
  }

  @Test
  void unlabelledRowsAndRowsWithoutUnixTimeAreTheSameRequests() {
    assertThat(
            read(with(
                    h -> without(h, "is_fraud", "unix_time"),
                    r -> without(r, "is_fraud", "unix_time")))
                .events())
        .isEqualTo(EVENTS);
  }

  @Test
  void whatIsNotToldOfTheCardholderIsNotKnown() {
    String[] gone = {"city_pop", "job", "street", "zip", "lat", "long", "dob"};
    ReadFile read = read(with(h -> without(h, gone), r -> without(r, gone)));
    assertThat(read.letters()).isEmpty();
    assertThat(read.requests()).hasSize(ROWS);
    CardUpdate first = read.updates().get(0);
    assertThat(first.getCardholder().getCity()).isEqualTo("Lexington");
    assertThat(first.getCardholder().getLatitude()).isNull();
    assertThat(first.getCardholder().getJob()).isNull();
    assertThat(first.getCardholder().getCityPopulation()).isNull();
  }

  @Test
  void onlyTimeCardMerchantCategoryAndAmountAreNeeded() {
    List<String> needed = List.of("trans_date_trans_time", "cc_num", "merchant", "category", "amt");
    String[] gone =
        TABLE.get(0).stream().filter(name -> !needed.contains(name)).toArray(String[]::new);
    ReadFile read = read(with(h -> without(h, gone), r -> without(r, gone)));
    assertThat(read.letters()).isEmpty();
    assertThat(read.requests()).hasSize(ROWS).doesNotHaveDuplicates();
    assertThat(read.updates())
        .allSatisfy(update -> assertThat(update.getCardholder().getCountry()).isEqualTo("ZZ"));
  }

  @Test
  void sparkovsRawOutputIsReadWithDateAndTimeApart() {
    ReadFile read =
        ReadFile.of(
            "ssn|cc_num|first|last|gender|street|city|state|zip|lat|long|city_pop|job|dob|acct_num"
                + "|profile|trans_num|trans_date|trans_time|unix_time|category|amt|is_fraud|merchant"
                + "|merch_lat|merch_long\n"
                + "1|9990002610177304|Ada|Berg|F|1 Elm|Dover|DE|19901|39.15|-75.5|39403|Baker"
                + "|1980-02-29|77|adults.json|aa1|2025-03-01|00:06:23|1740787583|home|11.05|0"
                + "|fraud_Sand|38.05|-84.5\n");
    AuthorizationRequest request = read.requests().get(0);
    assertThat(request.getRequestId()).isEqualTo("aa1");
    assertThat(request.getEventTime()).isEqualTo("2025-03-01T00:06:23Z");
    assertThat(request.getMerchantName()).isEqualTo("Sand");
    assertThat(request.getMerchantLatitude()).isEqualTo(38.05);
  }

  @Test
  void tabFormersRowsAreCardsOfUsers() {
    String header =
        "User,Card,Year,Month,Day,Time,Amount,Use Chip,Merchant Name,Merchant City,Merchant"
            + " State,Zip,MCC,Errors?,Is Fraud?\n";
    String row =
        "0,1,2002,9,1,06:21,$134.09,Swipe Transaction,3527213246127876953,La Verne,CA,91750.0,5300"
            + ",,No\n";
    ReadFile read =
        ReadFile.of(
            header
                + row
                + row
                + row.replace("0,1,", "0,2,")
                + row.replace("$134.09", "$-38.48")
                + row.replace("Swipe", "Online")
                    .replace("La Verne,CA,91750.0", "ONLINE,,")
                    .replace("5300", "4814")
                    .replace("No", "Yes"));
    List<AuthorizationRequest> requests = read.requests();
    assertThat(requests).hasSize(4);
    AuthorizationRequest first = requests.get(0);
    assertThat(first.getCardToken()).isEqualTo(ReadFile.TOKENIZER.token("0/1"));
    assertThat(requests.get(2).getCardToken()).isEqualTo(ReadFile.TOKENIZER.token("0/2"));
    assertThat(first.getEventTime()).isEqualTo("2002-09-01T06:21:00Z");
    assertThat(first.getAmountMinor()).isEqualTo(13_409);
    assertThat(first.getCategory()).isEqualTo("grocery_pos");
    assertThat(first.getChannel()).isEqualTo(Channel.CARD_PRESENT);
    assertThat(first.getMerchantCity()).isEqualTo("La Verne");
    assertThat(first.getMerchantName()).doesNotContain("3527213246127876953");
    assertThat(first.getMerchantLatitude()).isNull();
    assertThat(requests.get(1).getRequestId()).isEqualTo(first.getRequestId() + "-2");
    AuthorizationRequest online = requests.get(3);
    assertThat(online.getChannel()).isEqualTo(Channel.ONLINE);
    assertThat(online.getMerchantCity()).isNull();
    assertThat(online.getCategory()).isEqualTo("mcc_4814");
    assertThat(read.reasons()).singleElement().asString().contains("refund");
    assertThat(read.updates()).hasSize(2);
    assertThat(read.updates().get(0).getLastFour()).isEmpty();
  }

  @Test
  void theErrorsOfTabFormerChangeNothing() {
    String header = "User,Card,Year,Month,Day,Time,Amount,Use Chip,Merchant Name,MCC,Errors?\n";
    String row = "0,1,2002,9,1,06:21,$134.09,Swipe Transaction,35,5300,";
    assertThat(ReadFile.of(header + row + "Bad PIN\n").events())
        .isEqualTo(ReadFile.of(header + row + "\n").events());
  }

  @Property(tries = 60)
  void anyOrderOfColumnsSeparatorQuotesEncodingAndCompressionGiveTheSameEvents(
      @ForAll Random random,
      @ForAll("separators") String separator,
      @ForAll boolean quoted,
      @ForAll("charsets") String charset,
      @ForAll boolean mark,
      @ForAll("packings") Optional<Packing> packing,
      @ForAll boolean carriageReturns)
      throws IOException {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < TABLE.get(0).size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    String text =
        text(
            TABLE.stream().map(row -> order.stream().map(row::get).toList()).toList(),
            separator,
            quoted);
    if (carriageReturns) {
      text = text.replace("\n", "\r\n");
    }
    byte[] bytes = ((mark ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset));
    assertThat(
            ReadFile.of(packing.isEmpty() ? bytes : packing.get().pack(bytes), FileReading.WHOLE)
                .events())
        .isEqualTo(EVENTS);
  }

  @Provide
  Arbitrary<String> separators() {
    return Arbitraries.of(",", ";", "|", "\t");
  }

  @Provide
  Arbitrary<String> charsets() {
    return Arbitraries.of(
        StandardCharsets.UTF_8.name(),
        StandardCharsets.UTF_16LE.name(),
        StandardCharsets.UTF_16BE.name());
  }

  @Provide
  Arbitrary<Optional<Packing>> packings() {
    return Arbitraries.of(Packing.class).optional();
  }

  @Property(tries = 40)
  void rowsWithoutNumbersGetTheSameNumbersInAnyOrder(@ForAll Random random) {
    List<List<String>> plain = with(h -> without(h, "trans_num"), r -> without(r, "trans_num"));
    List<List<String>> rows = new ArrayList<>(plain.subList(1, plain.size()));
    rows.addAll(rows.subList(0, 5));
    List<List<String>> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    rows.add(0, plain.get(0));
    shuffled.add(0, plain.get(0));
    assertThat(ids(read(shuffled))).containsExactlyInAnyOrderElementsOf(ids(read(rows)));
    assertThat(ids(read(rows))).doesNotHaveDuplicates().hasSize(ROWS + 5);
  }

  private static List<String> ids(ReadFile read) {
    return read.requests().stream().map(AuthorizationRequest::getRequestId).toList();
  }
}
