package io.cardbeam.pipeline.read;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.jspecify.annotations.Nullable;

/**
 * The same rows as CSV and as Parquet of several row groups.
 *
 * @param rows how many; each {@value #BAD_EVERY}th is without a merchant
 * @param rowGroupBytes of a row group, about
 */
record ParquetSample(int rows, long rowGroupBytes) {
  static final int BAD_EVERY = 1_000;

  private static final String HEADER =
      "trans_date_trans_time,cc_num,merchant,category,amt,first,city,lat,city_pop,is_fraud\n";

  /** One row in the types that people have, with a cardholder who moves to and fro. */
  private record Row(int index) {
    Instant time() {
      return Instant.parse("2025-03-01T00:00:00Z").plusSeconds(7L * (index % 977));
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
      return index % BAD_EVERY == BAD_EVERY - 1;
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

  Path csv(Path folder) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < rows; i++) {
      text.append(new Row(i).csv()).append('\n');
    }
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  Path parquet(Path folder) throws IOException {
    Path file = folder.resolve("rows.data");
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
            .withSchema(schema())
            .withRowGroupSize(rowGroupBytes)
            .withMinRowCountForPageSizeCheck(10)
            .withPageSize(1_000)
            .build()) {
      for (int i = 0; i < rows; i++) {
        writer.write(new Row(i).parquet(schema()));
      }
    }
    return file;
  }
}
