package io.cardbeam.pipeline.table;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.beam.sdk.transforms.Contextful;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Writes the rows of one table as Parquet files with zstandard compression. Each partition becomes
 * one file (or as many as one asks for), for few large files are what engines read best: {@code
 * FOLDER/part-00000-of-00001.parquet}, or {@code FOLDER/month=2020-03/part-….parquet} in Hive's
 * style, where the month is in the path alone. Bounded input in the global window; nothing is
 * written for no rows.
 */
public final class WriteTable extends PTransform<PCollection<SpecificRecord>, PDone> {
  private static final long serialVersionUID = 1L;

  /** Rows are gathered into groups of about this size, bytes before compression. */
  private static final int ROW_GROUP_BYTES = 64 << 20;

  private static final String NO_PARTITION = "";

  private final Class<? extends SpecificRecord> rowClass;
  private final String folder;
  private final SerializableFunction<SpecificRecord, String> partition;
  private final int shards;

  private WriteTable(
      Class<? extends SpecificRecord> rowClass,
      String folder,
      SerializableFunction<SpecificRecord, String> partition,
      int shards) {
    this.rowClass = rowClass;
    this.folder = folder;
    this.partition = partition;
    this.shards = shards;
  }

  /** The table in one file in a folder. */
  public static WriteTable to(String folder, Class<? extends SpecificRecord> rowClass) {
    return new WriteTable(rowClass, folder, row -> NO_PARTITION, 1);
  }

  /** The same with a sub-folder {@code month=…} for each month that the function gives. */
  public WriteTable byMonth(SerializableFunction<SpecificRecord, String> month) {
    return new WriteTable(rowClass, folder, row -> "month=" + month.apply(row) + "/", shards);
  }

  /**
   * The same with this many files a partition.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public WriteTable withShards(int shardsAPartition) {
    if (shardsAPartition < 1) {
      throw new IllegalArgumentException(shardsAPartition + " files a partition are too few");
    }
    return new WriteTable(rowClass, folder, partition, shardsAPartition);
  }

  @Override
  public PDone expand(PCollection<SpecificRecord> rows) {
    Schema schema = SpecificData.get().getSchema(rowClass);
    rows.apply(
        FileIO.<String, SpecificRecord>writeDynamic()
            .by(partition)
            .withDestinationCoder(StringUtf8Coder.of())
            .via(
                Contextful.<SpecificRecord, GenericRecord>fn(PlainRow::of),
                ParquetIO.sink(schema)
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withRowGroupSize(ROW_GROUP_BYTES))
            .withNumShards(shards)
            .withNaming(PartFile::new)
            .to(folder));
    return PDone.in(rows.getPipeline());
  }

  /** Names a file by its partition and its number in it. */
  private record PartFile(String partitionPath) implements FileIO.Write.FileNaming {
    @Override
    public String getFilename(
        BoundedWindow window,
        PaneInfo pane,
        int shardCount,
        int shardIndex,
        Compression compression) {
      return String.format("%spart-%05d-of-%05d.parquet", partitionPath, shardIndex, shardCount);
    }
  }
}
