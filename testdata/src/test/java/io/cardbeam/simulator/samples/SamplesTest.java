package io.cardbeam.simulator.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.FileReading;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.simulator.TestTraffic;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dcardbeam.samples=write} writes the samples again, after a wanted change. */
class SamplesTest {
  private static final Path COMMITTED = Path.of("samples");
  private static final long MOST_BYTES = 3_000_000;

  @TempDir private Path fresh = Path.of("");

  @BeforeAll
  static void writeAnewIfAsked() throws IOException {
    if ("write".equals(System.getProperty("cardbeam.samples"))) {
      Samples.write(COMMITTED);
    }
  }

  @Test
  void committedSamplesAreWhatTheSimulatorWritesToday() throws Exception {
    Samples.write(fresh);
    List<Path> files = files(fresh);
    assertThat(files(COMMITTED)).containsExactlyElementsOf(files);
    for (Path file : files) {
      assertThat(content(COMMITTED.resolve(file)))
          .as(file.toString())
          .isEqualTo(content(fresh.resolve(file)));
    }
  }

  @Test
  void samplesStaySmall() throws Exception {
    long bytes = 0;
    for (Path file : files(COMMITTED)) {
      bytes += Files.size(COMMITTED.resolve(file));
    }
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  @Test
  void badRowsAreRefusedForTheReasonTheyWereMadeFor() throws Exception {
    List<String> codes = new ArrayList<>();
    try (InputStream in = Files.newInputStream(COMMITTED.resolve("bad-rows.csv"))) {
      new CsvFile("bad-rows.csv", TestTraffic.tokenizer(), FileReading.WHOLE)
          .read(in, new Codes(codes));
    }
    List<String> expected = new ArrayList<>();
    for (BadRows.Damage damage : BadRows.DAMAGES) {
      expected.add("");
      expected.add(damage.code());
    }
    expected.add("");
    expected.add("BAD_WIDTH");
    assertThat(codes).isEqualTo(expected);
  }

  /** For each row the code of its dead letter, or nothing for a request. */
  private record Codes(List<String> codes) implements CsvFile.Receiver {
    @Override
    public void event(Event event) {
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        codes.add("");
      }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      codes.add(letter.getCode());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(path -> !path.endsWith("README.md"))
          .sorted()
          .toList();
    }
  }

  /** Of packed text the text: packers differ between platforms. */
  private static byte[] content(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllBytes(file);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }
}
