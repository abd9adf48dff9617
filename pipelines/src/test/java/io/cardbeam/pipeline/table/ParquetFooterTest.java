package io.cardbeam.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.table.DimCategory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetFooterTest {
  private static final int TRAILER = 8;

  /** One text at first, then so many that the dictionary is full: pages with and without it. */
  private static final int ONE_TEXT = 20_000;

  private static final int ROWS = 80_000;

  @Test
  void encodingsOfAFileStandInOrder(@TempDir Path folder) throws IOException {
    Path file = written(folder, ROWS);
    int longest = 0;
    for (ColumnChunk chunk : chunks(footer(Files.readAllBytes(file)))) {
      List<Encoding> encodings = chunk.getMeta_data().getEncodings();
      assertThat(encodings).doesNotHaveDuplicates().isSorted();
      longest = Math.max(longest, encodings.size());
    }
    assertThat(longest).isGreaterThan(2);
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      assertThat(reader.getRecordCount()).isEqualTo(ROWS);
      assertThat(reader.readColumnIndex(reader.getRowGroups().get(0).getColumns().get(0)))
          .isNotNull();
    }
  }

  @Test
  void aFileOfNoRowsIsWhole(@TempDir Path folder) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(new LocalInputFile(written(folder, 0)))) {
      assertThat(reader.getRecordCount()).isZero();
    }
  }

  /** Whatever order Parquet gives them, and nothing else changes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyOrderOfEncodingsGivesTheSameBytes(long seed, @TempDir Path folder) throws IOException {
    byte[] file = Files.readAllBytes(written(folder, 10));
    FileMetaData footer = footer(file);
    for (ColumnChunk chunk : chunks(footer)) {
      chunk.getMeta_data().setEncodings(Arrays.asList(Encoding.values()));
    }
    byte[] expected = withFooter(file, footer);
    Random random = new Random(seed);
    for (ColumnChunk chunk : chunks(footer)) {
      List<Encoding> shuffled = new ArrayList<>(Arrays.asList(Encoding.values()));
      Collections.shuffle(shuffled, random);
      chunk.getMeta_data().setEncodings(shuffled);
    }
    byte[] shuffled = withFooter(file, footer);
    assertThat(shuffled).isNotEqualTo(expected);
    assertThat(ParquetFooter.inOrder(shuffled)).isEqualTo(expected);
  }

  @Test
  void whatIsNoEndOfAFileIsRefused(@TempDir Path folder) throws IOException {
    byte[] file = Files.readAllBytes(written(folder, 10));
    int footer = footerBytes(file);
    for (int length = 0; length < footer + TRAILER; length++) {
      byte[] end = Arrays.copyOfRange(file, file.length - length, file.length);
      assertThatThrownBy(() -> ParquetFooter.inOrder(end))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class);
    }
    byte[] end = Arrays.copyOfRange(file, file.length - footer - TRAILER, file.length);
    assertThat(ParquetFooter.inOrder(end)).isEqualTo(end);
  }

  private static Path written(Path folder, int rows) throws IOException {
    Path file = folder.resolve("part.parquet");
    List<SpecificRecord> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      String category = i < ONE_TEXT ? "category" : "category " + i + " ".repeat(40);
      all.add(new DimCategory((long) i, category));
    }
    TableFile.write(file.toString(), DimCategory.class, all, 0);
    return file;
  }

  private static int footerBytes(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TRAILER);
  }

  private static FileMetaData footer(byte[] file) throws IOException {
    int length = footerBytes(file);
    return Util.readFileMetaData(
        new ByteArrayInputStream(file, file.length - TRAILER - length, length));
  }

  private static List<ColumnChunk> chunks(FileMetaData footer) {
    return footer.getRow_groups().stream().flatMap(group -> group.getColumns().stream()).toList();
  }

  private static byte[] withFooter(byte[] file, FileMetaData footer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(file, 0, file.length - TRAILER - footerBytes(file));
    int footerAt = bytes.size();
    Util.writeFileMetaData(footer, bytes);
    bytes.write(
        ByteBuffer.allocate(4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(bytes.size() - footerAt)
            .array());
    bytes.write(file, file.length - 4, 4);
    return bytes.toByteArray();
  }
}
