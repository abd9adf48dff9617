package io.cardbeam.simulator.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.Columns;
import io.cardbeam.csv.ColumnsFile;
import io.cardbeam.csv.CsvEvents;
import io.cardbeam.csv.CsvRow;
import io.cardbeam.csv.CsvRowParser;
import io.cardbeam.csv.FormOptions;
import io.cardbeam.csv.RowFiles;
import io.cardbeam.csv.RowSource;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.simulator.TestTraffic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CsvTrafficWriterTest {
  private static final List<SimulatedStep> STEPS =
      TestTraffic.of(
          SimulatorSettings.endless(6, 20, TestTraffic.START).atMost(600).withFraudRate(0.05));

  @TempDir private Path folder = Path.of("");

  @Test
  void kagglesHeaderIsWrittenToTheLetter() throws Exception {
    assertThat(lines(CsvForm.KAGGLE).get(0))
        .isEqualTo(
            ",trans_date_trans_time,cc_num,merchant,category,amt,first,last,gender,street,city,"
                + "state,zip,lat,long,city_pop,job,dob,trans_num,unix_time,merch_lat,merch_long,"
                + "is_fraud");
  }

  @ParameterizedTest
  @EnumSource
  void everyRowReadsBackAsItsRequest(CsvForm form) throws Exception {
    CsvEvents events = new CsvEvents();
    List<SimulatedStep.Attempt> attempts = TestTraffic.attempts(STEPS);
    List<CsvRow> rows = rows(form);
    assertThat(rows).hasSize(attempts.size());
    for (int i = 0; i < attempts.size(); i++) {
      SimulatedStep.Attempt attempt = attempts.get(i);
      CsvRow row = rows.get(i);
      AuthorizationRequest read = events.request(row).body(AuthorizationRequest.class);
      AuthorizationRequest written = attempt.step().request();
      assertThat(read.getRequestId()).isEqualTo(written.getRequestId());
      assertThat(read.getCardToken()).isEqualTo(written.getCardToken());
      assertThat(read.getEventTime()).isEqualTo(written.getEventTime());
      assertThat(read.getAmountMinor()).isEqualTo(written.getAmountMinor());
      assertThat(read.getMerchantId()).isEqualTo(written.getMerchantId());
      assertThat(read.getMerchantName()).isEqualTo(written.getMerchantName());
      assertThat(read.getCategory()).isEqualTo(written.getCategory());
      assertThat(read.getChannel()).isEqualTo(written.getChannel());
      assertThat(read.getMerchantLatitude()).isEqualTo(attempt.merchant().place().latitude());
      assertThat(row.cardholder()).isEqualTo(attempt.cardholder());
    }
  }

  @Test
  void rowsHaveIndexDateUnixTimeAndLabel() throws Exception {
    List<String> lines = lines(CsvForm.KAGGLE);
    List<SimulatedStep.Attempt> attempts = TestTraffic.attempts(STEPS);
    int frauds = 0;
    for (int i = 0; i < attempts.size(); i++) {
      String line = lines.get(i + 1);
      assertThat(line).startsWith(i + ",2025-03-");
      assertThat(line)
          .contains("," + attempts.get(i).step().request().getEventTime().getEpochSecond() + ",");
      boolean fraud = attempts.get(i).behaviour().isFraud();
      frauds += fraud ? 1 : 0;
      assertThat(line).endsWith(fraud ? ",1" : ",0");
      assertThat(line).contains("fraud_");
    }
    assertThat(frauds).isPositive();
    assertThat(lines).anyMatch(line -> line.contains(",\"fraud_"));
  }

  @Test
  void theLayoutWithIdHasTextsInQuotesAndNoPrefix() throws Exception {
    List<String> lines = lines(CsvForm.ID);
    assertThat(lines.get(0)).startsWith("\"id\",\"trans_date_trans_time\",\"cc_num\",");
    assertThat(lines.get(1)).matches("0,\"2025-03-\\d\\d [0-9:]{8}\",\"\\d{16}\",\".*,[01]");
    assertThat(lines).noneMatch(line -> line.contains("fraud_"));
  }

  @Test
  void packedFilesHoldTheSameText() throws Exception {
    Path plain = write("t.csv", CsvForm.PLAIN);
    String text = Files.readString(plain);
    try (InputStream gzip =
            new GZIPInputStream(Files.newInputStream(write("t.csv.gz", CsvForm.PLAIN)));
        InputStream zstd =
            new ZstdInputStream(Files.newInputStream(write("t.csv.zst", CsvForm.PLAIN)))) {
      assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
      assertThat(new String(zstd.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void labelsNameEachRequestOnce() throws Exception {
    Path path = folder.resolve("deep/labels.csv");
    LabelWriter writer = new LabelWriter(path);
    try (writer) {
      STEPS.forEach(writer::write);
    }
    List<String> expected =
        TestTraffic.attempts(STEPS).stream()
            .map(
                a ->
                    String.join(
                        ",",
                        a.step().request().getRequestId(),
                        a.step().request().getCardToken(),
                        a.behaviour().isFraud() ? "1" : "0"))
            .toList();
    List<String> lines = Files.readAllLines(path);
    assertThat(lines.get(0)).isEqualTo("request_id,card_token,is_fraud");
    assertThat(lines.subList(1, lines.size())).isEqualTo(expected);
    assertThat(writer.written()).containsEntry("labels", (long) expected.size());
  }

  private List<CsvRow> rows(CsvForm form) throws IOException, BadRowException {
    List<CsvRow> read = new ArrayList<>();
    try (RowSource rows = RowFiles.open(write(form + ".csv", form), FormOptions.NONE)) {
      Columns columns = Columns.of(rows.header(), ColumnsFile.NONE);
      CsvRowParser parser = new CsvRowParser(columns, TestTraffic.tokenizer());
      while (rows.next()) {
        read.add(parser.parse(rows.cells()));
      }
    }
    return read;
  }

  private List<String> lines(CsvForm form) throws IOException {
    return Files.readAllLines(write(form + ".csv", form));
  }

  private Path write(String name, CsvForm form) throws IOException {
    Path path = folder.resolve(name);
    try (CsvTrafficWriter writer = new CsvTrafficWriter(path, form)) {
      STEPS.forEach(writer::write);
    }
    return path;
  }
}
