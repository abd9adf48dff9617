package io.cardbeam.browser.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import io.cardbeam.browser.BrowserTest;
import io.cardbeam.browser.Chromium;
import io.cardbeam.command.Cardbeam;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@BrowserTest
class PageBenchTest {
  private static final int RATE = 500;
  private static final int SPEED = 10;
  private static final int BLOCKED_MILLIS = 300;
  private static final long BYTES_OF_A_LEAK = 8_000_000;
  private static final int SAMPLES = 13;
  private static final long REQUESTS_FOR_HEAP = 36L * RATE;

  @Test
  void aShortRunMeasuresAllOfIt() throws IOException {
    StringWriter out = new StringWriter();
    CommandLine line = Cardbeam.with(List.of(new BrowserBenchMain.Bench()));
    line.setOut(new PrintWriter(out));

    int code =
        line.execute(
            ("bench page --json --seconds 3 --hours 0.01 --rate " + RATE + " --speed " + SPEED)
                .split(" "));

    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.at("/first_figures_ms").asDouble()).isPositive();
    assertThat(result.at("/in_time/seconds").asDouble()).isGreaterThanOrEqualTo(3);
    // Five for a reader; while the page takes its range again there are two.
    assertThat(result.at("/in_time/frames_per_second").asDouble()).isBetween(1.0, 10.5);
    assertThat(result.at("/in_time/busy").asDouble()).isBetween(0.001, 1.0);
    JsonNode samples = result.at("/heap/samples");
    assertThat(samples).hasSize(SAMPLES);
    assertThat(samples.get(SAMPLES - 1).get("requests").asLong())
        .isGreaterThanOrEqualTo(REQUESTS_FOR_HEAP);
    assertThat(samples.findValues("bytes"))
        .allSatisfy(bytes -> assertThat(bytes.asLong()).isGreaterThan(1_000_000));
    // Whether the bounds hold is a matter of the machine, which is busy with tests.
    assertThat(code).isEqualTo(result.get("holds").asBoolean() ? 0 : 1);
  }

  @Test
  void whatWouldBreakABoundIsSeen() throws IOException {
    Recording recording = Recording.shipped();
    FastClock clock = FastClock.from(recording.begin(), SPEED);
    try (Chromium chromium = Chromium.launch();
        BenchConsole console = new BenchConsole(recording, clock, SPEED);
        MeasuredPage measured = new MeasuredPage(chromium, console.address(), clock)) {
      measured.open();
      Page page = measured.page();
      assertThat(((Number) page.evaluate("() => Date.now()")).doubleValue())
          .as("the page's time of day")
          .isCloseTo((double) clock.millis(), within(10_000.0 * SPEED));
      double from = measured.now();
      long bytes = measured.held().bytes();

      page.evaluate(
          "millis => new Promise(done => setTimeout(() => {"
              + " const end = performance.now() + millis;"
              + " while (performance.now() < end) {}"
              + " globalThis.leak = Array.from({ length: 1e6 }, Math.random);"
              + " done(); }))",
          BLOCKED_MILLIS);
      page.waitForCondition(
          () -> measured.longTasks(from).stream().anyMatch(task -> task >= BLOCKED_MILLIS));

      assertThat(measured.held().bytes() - bytes).isGreaterThan(BYTES_OF_A_LEAK / 2);
      assertThat(console.requests()).isPositive();
      measured.check();
      page.evaluate("() => console.error('broken')");
      page.waitForCondition(() -> isComplaining(measured));
      assertThatThrownBy(measured::check).isInstanceOf(IOException.class);
    }
  }

  private static boolean isComplaining(MeasuredPage page) {
    try {
      page.check();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--rate, 0",
    "--rate, 20001",
    "--seconds, 0",
    "--hours, -1",
    "--hours, 25",
    "--speed, 61"
  })
  void whatIsOutOfItsRangeIsAUsageError(String option, String value) {
    CommandLine line = Cardbeam.with(List.of(new BrowserBenchMain.Bench()));
    StringWriter err = new StringWriter();
    line.setErr(new PrintWriter(err));

    assertThat(line.execute("bench", "page", option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(option + " must be");
  }
}
