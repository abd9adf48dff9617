package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.csv.ColumnsFile;
import io.cardbeam.csv.FailingSource;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.ReadFile;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.DeadLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person says of forms holds for the texts of a Parquet file, and not for typed values. */
class ParquetTextTest {
  private static final Instant APRIL = Instant.parse("2025-04-03T10:00:00Z");

  @TempDir private Path folder = Path.of("");

  private final Map<String, Object> row = new LinkedHashMap<>();

  ParquetTextTest() {
    row.put("trans_date_trans_time", "03/04/2025 10:00");
    row.put("cc_num", 9_990_002_610_177_304L);
    row.put("merchant", "Shop");
    row.put("category", "food_dining");
    row.put("amt", "12.50");
    row.put("dob", "05/06/1990");
  }

  private static Schema type(Object value) {
    if (value instanceof Instant) {
      return LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    }
    return Schema.create(
        value instanceof Long
            ? Schema.Type.LONG
            : value instanceof Double ? Schema.Type.DOUBLE : Schema.Type.STRING);
  }

  /** What becomes of a file of the row. */
  private ReadFile read(ParquetReading reading, String columns) throws IOException {
    Schema schema =
        Schema.createRecord(
            "row",
            "",
            "",
            false,
            row.entrySet().stream()
                .map(cell -> new Schema.Field(cell.getKey(), type(cell.getValue())))
                .toList());
    GenericRecord written = new GenericData.Record(schema);
    row.forEach(
        (name, value) ->
            written.put(name, value instanceof Instant time ? time.toEpochMilli() : value));
    Path file = folder.resolve("text.parquet");
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
            .withSchema(schema)
            .build()) {
      writer.write(written);
    }
    ReadFile read = new ReadFile();
    reading.read(
        FailingSource.never(),
        file,
        FileReading.WHOLE.withColumns(ColumnsFile.parse("columns.txt", columns)),
        read);
    Files.delete(file);
    return read;
  }

  private AuthorizationRequest request(ParquetReading reading, String columns) throws IOException {
    ReadFile read = read(reading, columns);
    assertThat(read.letters()).isEmpty();
    return read.requests().get(0);
  }

  @ParameterizedTest
  @EnumSource(ParquetReading.class)
  void withoutAWordADateThatCanBeReadInTwoWaysIsRefused(ParquetReading reading) throws IOException {
    assertThat(read(reading, "").letters())
        .extracting(DeadLetter::getCode)
        .containsExactly("BAD_TIME");
  }

  @ParameterizedTest
  @EnumSource(ParquetReading.class)
  void dayFirstHoldsForTimesAndBirths(ParquetReading reading) throws IOException {
    assertThat(request(reading, "day-first = yes").getEventTime()).isEqualTo(APRIL);
    assertThat(request(reading, "day-first = no").getEventTime())
        .isEqualTo(Instant.parse("2025-03-04T10:00:00Z"));
    assertThat(read(reading, "day-first = yes").updates().get(0).getCardholder().getBirthDate())
        .isEqualTo(LocalDate.of(1990, 6, 5));
  }

  @ParameterizedTest
  @EnumSource(ParquetReading.class)
  void aPatternHoldsForTimesThatAreTexts(ParquetReading reading) throws IOException {
    AuthorizationRequest request = request(reading, "date-format = dd/MM/yyyy HH:mm");
    assertThat(request.getEventTime()).isEqualTo(APRIL);
  }

  @ParameterizedTest
  @EnumSource(ParquetReading.class)
  void typedTimesAreReadWhateverIsSaid(ParquetReading reading) throws IOException {
    row.put("trans_date_trans_time", APRIL);
    for (String said :
        List.of("day-first = no", "date-format = dd/MM/yyyy HH:mm\nday-first = no")) {
      assertThat(request(reading, said).getEventTime()).isEqualTo(APRIL);
    }
  }

  @ParameterizedTest
  @EnumSource(ParquetReading.class)
  void aDecimalSignHoldsWhereAllNumbersAreTextsOrWhole(ParquetReading reading) throws IOException {
    row.put("trans_date_trans_time", APRIL);
    row.remove("dob");
    row.put("amt", "12,50");
    row.put("city_pop", 3_000L);
    assertThat(request(reading, "decimal-sign = ,").getAmountMinor()).isEqualTo(1_250);
    row.put("amt", 12.5);
    assertThat(request(reading, "decimal-sign = ,").getAmountMinor()).isEqualTo(1_250);
  }
}
