package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.DamagedFileException;
import io.cardbeam.csv.FailingSource;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.ParquetBytes;
import io.cardbeam.csv.ReadFile;
import io.cardbeam.csv.RowFiles;
import io.cardbeam.csv.RowSource;
import io.cardbeam.event.DeadLetter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.ReadableFileCoder;
import org.apache.beam.sdk.io.fs.MetadataCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A disk or a network that fails is thrown to the runner, which tries again; what is damaged is a
 * dead letter. Each access to the file fails in turn.
 */
class ParquetSourceTest {
  private static final int ROWS = 210;

  @TempDir private static Path folder = Path.of("");
  private static Path file = Path.of("");

  private final FailingSource disk = FailingSource.never();

  /** Who reads the file. */
  private enum Reader {
    BEAM {
      @Override
      void read(FailingSource disk, Path parquet, ReadFile into) throws IOException {
        FailingFiles.DISK.set(disk);
        new ParquetFileRows(readable(parquet), taken()).read(into);
      }
    },
    LOCAL {
      @Override
      void read(FailingSource disk, Path parquet, ReadFile into) throws IOException {
        ParquetBytes bytes = new ParquetBytes(Files.size(parquet), () -> disk.open(parquet));
        try (RowSource rows = RowFiles.parquet(bytes)) {
          taken().read(rows, into);
        }
      }
    };

    abstract void read(FailingSource disk, Path parquet, ReadFile into) throws IOException;

    private static CsvFile taken() {
      return new CsvFile("test", ReadFile.TOKENIZER, FileReading.WHOLE);
    }

    /** As a pipeline's worker gets it. */
    private static ReadableFile readable(Path parquet) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      MetadataCoder.of().encode(FailingFiles.metadata(parquet), bytes);
      VarIntCoder.of().encode(Compression.UNCOMPRESSED.ordinal(), bytes);
      return ReadableFileCoder.of().decode(new ByteArrayInputStream(bytes.toByteArray()));
    }
  }

  @BeforeAll
  static void writesAFile() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    file = new ParquetSample(ROWS, 3_000).parquet(folder);
    assertThat(new ParquetBytes(Files.size(file), () -> Files.newByteChannel(file)).footer().getBlocks())
        .hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  void aFailureOfTheSourceIsThrownAtAnyAccessAndNoDeadLetter(Reader reader) throws IOException {
    ReadFile whole = new ReadFile();
    reader.read(disk, file, whole);
    assertThat(whole.requests()).hasSize(ROWS);
    assertThat(disk.accesses()).isBetween(20L, 150L);
    for (long access = 1; access <= disk.accesses(); access++) {
      for (FailingSource failing :
          List.of(FailingSource.at(access), FailingSource.from(access))) {
        ReadFile read = new ReadFile();
        assertThat(catchThrowable(() -> reader.read(failing, file, read)))
            .as("access %d", access)
            .isInstanceOf(IOException.class)
            .isNotInstanceOf(DamagedFileException.class)
            .matches(FailingSource::isCauseOf);
        assertThat(read.bodies())
            .as("what was read before access %d", access)
            .isEqualTo(whole.bodies().subList(0, read.bodies().size()));
        assertThat(codes(read)).doesNotContain(DamagedFileException.CODE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  void aFileThatBreaksOffAnywhereIsADeadLetter(Reader reader) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 4; length < bytes.length; length += bytes.length / 40) {
      Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, length));
      ReadFile read = new ReadFile();
      reader.read(disk, cut, read);
      assertThat(codes(read)).as("first %d bytes", length).containsExactly("DAMAGED_FILE");
    }
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  void damageAnywhereIsNeverThrown(Reader reader) throws IOException {
    ReadFile whole = new ReadFile();
    reader.read(disk, file, whole);
    byte[] bytes = Files.readAllBytes(file);
    int damaged = 0;
    for (int from = 4; from + 200 < bytes.length; from += bytes.length / 40) {
      byte[] changed = bytes.clone();
      for (int i = from; i < from + 200; i++) {
        changed[i] ^= 0x5A;
      }
      ReadFile read = new ReadFile();
      reader.read(disk, Files.write(folder.resolve("damaged.parquet"), changed), read);
      damaged += codes(read).contains("DAMAGED_FILE") ? 1 : 0;
    }
    assertThat(damaged).isGreaterThan(15);
  }

  private static List<String> codes(ReadFile read) {
    List<String> codes = new ArrayList<>();
    for (DeadLetter letter : read.letters()) {
      codes.add(letter.getCode());
    }
    return codes;
  }
}
