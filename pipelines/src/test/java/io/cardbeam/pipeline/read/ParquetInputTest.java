package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.FormOptions;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.csv.ReadFile;
import io.cardbeam.csv.RowFiles;
import io.cardbeam.csv.RowSource;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.card.EventBlocks;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows in Parquet and in CSV are the same events, in the same order of each card. */
class ParquetInputTest {
  private static final byte[] KEY = new byte[32];
  private static final int ROWS = 6_000;
  private static final ParquetSample SAMPLE = new ParquetSample(ROWS, 20_000);
  private static final FileReading LABELLED = FileReading.WHOLE.withLabels(LabelUse.CHARGEBACKS);

  @TempDir private Path folder = Path.of("");

  private Path csv() throws IOException {
    return SAMPLE.csv(folder);
  }

  private Path parquet() throws IOException {
    return SAMPLE.parquet(folder);
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
    ReadFile read = new ReadFile();
    try (RowSource rows = RowFiles.open(file, FormOptions.NONE)) {
      new CsvFile("test", ReadFile.TOKENIZER, how).read(rows, read);
    }
    return read.bodies();
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
