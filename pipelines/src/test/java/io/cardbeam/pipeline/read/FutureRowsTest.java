package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.csv.CsvSteps;
import io.cardbeam.csv.FailingSource;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.ReadFile;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of the future are the same dead letters by whichever way a file is read. */
class FutureRowsTest {
  private static final int ROWS = 3_000;
  private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
  private static final Instant WRONG = Instant.parse("2091-06-07T08:09:00Z");

  @TempDir private Path folder = Path.of("");

  /** The types that times have in Parquet files. */
  enum TimeType {
    MICROS {
      @Override
      Schema type() {
        return LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
      }

      @Override
      Object value(Instant time) {
        return time.toEpochMilli() * 1_000;
      }
    },
    MILLIS {
      @Override
      Schema type() {
        return LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
      }

      @Override
      Object value(Instant time) {
        return time.toEpochMilli();
      }
    },
    TEXT {
      @Override
      Schema type() {
        return Schema.create(Schema.Type.STRING);
      }

      @Override
      Object value(Instant time) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
            .format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
      }
    },
    INT96 {
      @Override
      Schema type() {
        return Schema.createFixed("int96", "", "", 12);
      }

      @Override
      Object value(Instant time) {
        long day = Math.floorDiv(time.getEpochSecond(), 86_400L);
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong((time.getEpochSecond() - day * 86_400) * 1_000_000_000L);
        bytes.putInt((int) (day + 2_440_588));
        return new GenericData.Fixed(type(), bytes.array());
      }
    };

    abstract Schema type();

    abstract Object value(Instant time);
  }

  private static Instant time(int index, List<Integer> wrong) {
    return wrong.contains(index) ? WRONG : START.plus(index, ChronoUnit.HOURS);
  }

  private Path parquet(TimeType type, List<Integer> wrong) throws IOException {
    Schema schema =
        SchemaBuilder.record("row")
            .fields()
            .requiredString("merchant")
            .name("trans_date_trans_time")
            .type(type.type())
            .noDefault()
            .requiredLong("cc_num")
            .requiredString("category")
            .requiredDouble("amt")
            .endRecord();
    Configuration settings = new Configuration(false);
    settings.set(AvroWriteSupport.WRITE_FIXED_AS_INT96, "trans_date_trans_time");
    Path file = folder.resolve("rows.parquet");
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
            .withSchema(schema)
            .withConf(settings)
            .withRowGroupSize(20_000L)
            .withMinRowCountForPageSizeCheck(10)
            .withPageSize(1_000)
            .build()) {
      for (int i = 0; i < ROWS; i++) {
        GenericRecord row = new GenericData.Record(schema);
        row.put("merchant", "Shop");
        row.put("trans_date_trans_time", type.value(time(i, wrong)));
        row.put("cc_num", 9_990_000_000_000_000L + i % 13);
        row.put("category", "home");
        row.put("amt", 1.25);
        writer.write(row);
      }
    }
    return file;
  }

  static Stream<Arguments> readings() {
    return Stream.of(TimeType.values())
        .flatMap(
            type -> Stream.of(ParquetReading.values()).map(reading -> Arguments.of(type, reading)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("readings")
  void parquetIsReadTwiceForTimesOfAnyType(TimeType type, ParquetReading reading)
      throws IOException {
    List<Integer> wrong = List.of(0, ROWS / 2, ROWS - 1);
    ReadFile read = new ReadFile();
    reading.read(FailingSource.never(), parquet(type, wrong), FileReading.WHOLE, read);
    assertThat(read.letters())
        .extracting(DeadLetter::getPosition)
        .isEqualTo(wrong.stream().map(at -> at + 1L).toList());
    assertThat(read.letters()).extracting(DeadLetter::getCode).containsOnly("FROM_THE_FUTURE");
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      if (!wrong.contains(i)) {
        times.add(time(i, wrong));
      }
    }
    assertThat(read.requests().stream().map(AuthorizationRequest::getEventTime)).isEqualTo(times);
  }

  @Test
  void whatAPipelineRefusesALoaderDoes() throws IOException {
    StringBuilder text = new StringBuilder("cc_num,trans_date_trans_time,merchant,category,amt\n");
    List<Integer> wrong = List.of(1, 1_500, ROWS - 1);
    for (int i = 0; i < ROWS; i++) {
      text.append("9990002610177304,")
          .append(time(i, wrong).toString().replace("Z", ""))
          .append(",Shop,home,1.25\n");
    }
    Path file = Files.writeString(folder.resolve("rows.csv"), text);
    sameLetters(file, 3);
    sameLetters(parquet(TimeType.MICROS, wrong), 3);
  }

  private static void sameLetters(Path file, int count) throws IOException {
    byte[] key = new byte[32];
    List<DeadLetter> loaded = new ArrayList<>();
    try (CsvSteps steps =
        CsvSteps.open(file, new CardTokenizer(key), FileReading.WHOLE, loaded::add)) {
      assertThat(steps.requests()).isEqualTo(ROWS - count);
      assertThat(steps.invalid()).isEqualTo(count);
    }
    assertThat(loaded).extracting(DeadLetter::getCode).containsOnly("FROM_THE_FUTURE");
    Pipeline pipeline = Pipeline.create();
    PAssert.that(
            pipeline
                .apply(new ReadCards(file.toString(), key, ReadCards.Decisions.REMAKE))
                .get(SourceTags.DEAD_LETTERS))
        .containsInAnyOrder(loaded);
    pipeline.run().waitUntilFinish();
  }
}
