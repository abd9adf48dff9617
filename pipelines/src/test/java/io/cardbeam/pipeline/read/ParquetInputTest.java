package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.FormOptions;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.csv.RowFiles;
import io.cardbeam.csv.RowSource;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.card.EventBlocks;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows in Parquet and in CSV are the same events, in the same order of each card. */
class ParquetInputTest {
  private static final byte[] KEY = new byte[32];
  private static final int ROWS = 6_000;
  private static final FileReading LABELLED = FileReading.WHOLE.withLabels(LabelUse.CHARGEBACKS);
  private static final String HEADER =
      "trans_date_trans_time,cc_num,merchant,category,amt,first,city,lat,city_pop,is_fraud\n";

  @TempDir private Path folder = Path.of("");

  /** One row in the types that people have, with a cardholder who moves to and fro. */
  private record Row(int index) {
    Instant time() {
      return Instant.parse("2025-03-01T00:00:00Z").plusSeconds(7L * (index % 977)).plusMillis(0);
    }

    long card() {
      return 9_990_000_000_000_000L + index % 13;
    }

    BigDecimal amount() {
      return BigDecimal.valueOf(100 + index % 9_000, 2);
    }

    String city() {
      return index % 40 < 25 ? "Dover" : "Lewes";
    }

    @Nullable Double latitude() {
      return index % 3 == 0 ? null : 39.0 + index % 5 / 8.0;
    }

    boolean isFraud() {
      return index % 50 == 0;
    }

    boolean isBad() {
      return index % 1_000 == 999;
    }

    String csv() {
      return String.join(
          ",",
          time().toString().replace("T", " ").replace("Z", ""),
          Long.toString(card()),
          isBad() ? "" : "fraud_Shop " + index % 31,
          "food_dining",
          amount().toPlainString(),
          "Ada",
          city(),
          Objects.toString(latitude(), ""),
          Integer.toString(30_000 + index % 4),
          isFraud() ? "1" : "0");
    }

    GenericRecord parquet(Schema schema) {
      GenericRecord row = new GenericData.Record(schema);
      row.put("trans_date_trans_time", time().toEpochMilli() * 1_000);
      row.put("cc_num", card());
      row.put("merchant", isBad() ? null : "fraud_Shop " + index % 31);
      row.put("category", "food_dining");
      row.put("amt", ByteBuffer.wrap(amount().unscaledValue().toByteArray()));
      row.put("first", "Ada");
      row.put("city", city());
      row.put("lat", latitude());
      row.put("city_pop", 30_000.0 + index % 4);
      row.put("is_fraud", isFraud());
      return row;
    }
  }

  private static Schema schema() {
    Schema time = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
    Schema amount = LogicalTypes.decimal(12, 2).addToSchema(Schema.create(Schema.Type.BYTES));
    return SchemaBuilder.record("row")
        .fields()
        .name("trans_date_trans_time")
        .type(time)
        .noDefault()
        .requiredLong("cc_num")
        .optionalString("merchant")
        .requiredString("category")
        .name("amt")
        .type(amount)
        .noDefault()
        .requiredString("first")
        .requiredString("city")
        .optionalDouble("lat")
        .requiredDouble("city_pop")
        .requiredBoolean("is_fraud")
        .endRecord();
  }

  private Path csv() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < ROWS; i++) {
      text.append(new Row(i).csv()).append('\n');
    }
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  private Path parquet() throws IOException {
    Path file = folder.resolve("rows.data");
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
            .withSchema(schema())
            .withRowGroupSize(20_000L)
            .withMinRowCountForPageSizeCheck(10)
            .withPageSize(1_000)
            .build()) {
      for (int i = 0; i < ROWS; i++) {
        writer.write(new Row(i).parquet(schema()));
      }
    }
    return file;
  }

  @Test
  void beamReadsTheSameEventsInTheSameOrderOfEachCardFromManyRowGroups() throws IOException {
    Path parquet = parquet();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(parquet))) {
      assertThat(reader.getRowGroups()).hasSizeGreaterThan(5);
    }
    Read ofCsv = read(csv());
    Read ofParquet = read(parquet);
    assertThat(ofParquet.cards).isEqualTo(ofCsv.cards).hasSize(13);
    assertThat(ofCsv.cards.values())
        .allSatisfy(events -> assertThat(events.size()).isGreaterThan(460));
    assertThat(ofParquet.letters).hasSize(ROWS / 1_000);
    assertThat(ofParquet.letters.get(0)).startsWith("1000 NO_MERCHANT");
  }

  @Test
  void aLocalFileIsReadAsBeamReadsIt() throws IOException {
    assertThat(local(parquet())).isEqualTo(local(csv())).hasSizeGreaterThan(ROWS);
  }

  @Test
  void onlyTheFirstRowsAreReadIfToldSo() throws IOException {
    assertThat(local(parquet(), LABELLED.first(2_000)))
        .isEqualTo(local(csv(), LABELLED.first(2_000)));
  }

  @Test
  void aDamagedFileIsADeadLetterAfterTheRowsBeforeIt() throws IOException {
    byte[] bytes = Files.readAllBytes(parquet());
    for (int i = bytes.length / 2; i < bytes.length / 2 + 4_000; i++) {
      bytes[i] ^= 0x5A;
    }
    Path damaged = Files.write(folder.resolve("damaged.parquet"), bytes);
    Read read = read(damaged);
    assertThat(read.letters).last().asString().contains("DAMAGED_FILE");
    assertThat(read.cards).isNotEmpty();
  }

  private static List<String> local(Path file) throws IOException {
    return local(file, LABELLED);
  }

  private static List<String> local(Path file, FileReading how) throws IOException {
    List<String> events = new ArrayList<>();
    try (RowSource rows = RowFiles.open(file, FormOptions.NONE)) {
      new CsvFile("test", new CardTokenizer(KEY), how)
          .read(
              rows,
              new CsvFile.Receiver() {
                @Override
                public void event(Event event) {
                  events.add(event.body().toString());
                }

                @Override
                public void deadLetter(DeadLetter letter) {
                  // Where a row is differs: a line has the header before it.
                }
              });
    }
    return events;
  }

  private static final class Read {
    private final Map<String, List<String>> cards = new TreeMap<>();
    private final List<String> letters = new ArrayList<>();
  }

  /** What a pipeline's steps leave for the test, whose runner is in this process. */
  private static final ConcurrentLinkedQueue<KV<String, byte[]>> BLOCKS =
      new ConcurrentLinkedQueue<>();

  private static final ConcurrentLinkedQueue<DeadLetter> LETTERS = new ConcurrentLinkedQueue<>();

  private static final class KeepBlocks extends DoFn<KV<String, byte[]>, Void>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element KV<String, byte[]> block) {
      BLOCKS.add(block);
    }
  }

  private static final class KeepLetters extends DoFn<DeadLetter, Void> implements Serializable {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element DeadLetter letter) {
      LETTERS.add(letter);
    }
  }

  private static Read read(Path file) {
    BLOCKS.clear();
    LETTERS.clear();
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple read =
        pipeline.apply(
            new ReadCards(file.toString(), KEY, ReadCards.Decisions.REMAKE)
                .withLabels(LabelUse.CHARGEBACKS));
    read.get(SourceTags.CARDS).apply("Keep", ParDo.of(new KeepBlocks()));
    read.get(SourceTags.DEAD_LETTERS).apply("KeepLetters", ParDo.of(new KeepLetters()));
    pipeline.run().waitUntilFinish();
    Read all = new Read();
    for (KV<String, byte[]> block : BLOCKS) {
      List<String> events = all.cards.computeIfAbsent(block.getKey(), card -> new ArrayList<>());
      EventBlocks.read(block.getValue(), event -> events.add(event.body().toString()));
    }
    for (DeadLetter letter : LETTERS) {
      all.letters.add(letter.getPosition() + " " + letter.getCode() + " " + letter.getReason());
    }
    return all;
  }
}
