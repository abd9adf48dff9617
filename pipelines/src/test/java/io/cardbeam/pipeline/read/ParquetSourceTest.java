package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cardbeam.csv.DamagedFileException;
import io.cardbeam.csv.FailingSource;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.ParquetBytes;
import io.cardbeam.csv.ReadFile;
import io.cardbeam.event.DeadLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  @BeforeAll
  static void writesAFile() throws IOException {
    file = new ParquetSample(ROWS, 3_000).parquet(folder);
    assertThat(
            new ParquetBytes(Files.size(file), () -> Files.newByteChannel(file))
                .footer()
                .getBlocks())
        .hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(ParquetReading.class)
  void aFailureOfTheSourceIsThrownAtAnyAccessAndNoDeadLetter(ParquetReading reader)
      throws IOException {
    ReadFile whole = new ReadFile();
    reader.read(disk, file, FileReading.WHOLE, whole);
    assertThat(whole.requests()).hasSize(ROWS);
    assertThat(disk.accesses()).isBetween(20L, 150L);
    for (long access = 1; access <= disk.accesses(); access++) {
      for (FailingSource failing : List.of(FailingSource.at(access), FailingSource.from(access))) {
        ReadFile read = new ReadFile();
        assertThat(catchThrowable(() -> reader.read(failing, file, FileReading.WHOLE, read)))
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
  @EnumSource(ParquetReading.class)
  void aFileThatBreaksOffAnywhereIsADeadLetter(ParquetReading reader) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 4; length < bytes.length; length += bytes.length / 40) {
      Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, length));
      ReadFile read = new ReadFile();
      reader.read(disk, cut, FileReading.WHOLE, read);
      assertThat(codes(read)).as("first %d bytes", length).containsExactly("DAMAGED_FILE");
    }
  }

  @ParameterizedTest
  @EnumSource(ParquetReading.class)
  void damageAnywhereIsNeverThrown(ParquetReading reader) throws IOException {
    ReadFile whole = new ReadFile();
    reader.read(disk, file, FileReading.WHOLE, whole);
    byte[] bytes = Files.readAllBytes(file);
    int damaged = 0;
    for (int from = 4; from + 200 < bytes.length; from += bytes.length / 40) {
      byte[] changed = bytes.clone();
      for (int i = from; i < from + 200; i++) {
        changed[i] ^= 0x5A;
      }
      ReadFile read = new ReadFile();
      Path damage = Files.write(folder.resolve("damaged.parquet"), changed);
      reader.read(disk, damage, FileReading.WHOLE, read);
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
