package io.cardbeam.browser.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cardbeam.browser.bench.MeasuredPage.Held;
import io.cardbeam.browser.bench.PageResult.InTime;
import io.cardbeam.browser.bench.PageResult.Sample;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageResultTest {
  private static final int SAMPLES = 13;
  private static final long BYTES = 10_000_000;
  private static final long REQUESTS = 600_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          longest ms | busy | growth | form ms | figures ms | holds
          0          | 0.1  | 0      | 300     | 400        | true
          100        | 0.5  | 0.0999 | 2000    | 2000       | true
          100.1      | 0.1  | 0      | 300     | 400        | false
          0          | 0.51 | 0      | 300     | 400        | false
          0          | 0.1  | 0.1001 | 300     | 400        | false
          0          | 0.1  | -0.5   | 300     | 400        | true
          0          | 0.1  | 0      | 2001    | 400        | false
          0          | 0.1  | 0      | 300     | 2001       | false
          """,
      useHeadersInDisplayName = true)
  void eachBoundIsHeldTo(
      double longest, double busy, double growth, double form, double figures, boolean holds) {
    PageResult result = result(longest, busy, line(growth), new ColdStart(form, figures));

    assertThat(result.growth()).isCloseTo(growth, within(1e-6));
    assertThat(result.holds()).isEqualTo(holds);
    assertThat(PageText.json(result)).contains("\"holds\" : " + holds + "\n}");
    assertThat(PageText.table(result).contains("DOES NOT HOLD")).isEqualTo(!holds);
  }

  @Test
  void aHeapThatGoesUpAndDownIsFlat() {
    List<Sample> samples =
        IntStream.range(0, SAMPLES)
            .mapToObj(i -> sample(i, BYTES + (i % 2 == 0 ? 0 : BYTES / 2)))
            .toList();

    assertThat(result(0, 0, samples).growth()).isCloseTo(0, within(1e-6));
  }

  @Test
  void withoutSamplesNothingIsSaidOfTheHeap() {
    PageResult result = result(0, 0, List.of());

    assertThat(result.holds()).isTrue();
    assertThat(PageText.json(result)).doesNotContain("heap");
    assertThat(PageText.table(result)).doesNotContain("heap");
  }

  private static PageResult result(double longest, double busy, List<Sample> samples) {
    return result(longest, busy, samples, new ColdStart(300, 400));
  }

  private static PageResult result(
      double longest, double busy, List<Sample> samples, ColdStart cold) {
    InTime inTime = new InTime(60, 2_000, 5, longest > 0 ? 1 : 0, longest, busy, busy / 2);
    return new PageResult(2_000, 900, 80, inTime, samples, cold);
  }

  private static List<Sample> line(double growth) {
    return IntStream.range(0, SAMPLES)
        .mapToObj(i -> sample(i, BYTES + Math.round(BYTES * growth * i / (SAMPLES - 1))))
        .toList();
  }

  private static Sample sample(int i, long bytes) {
    return new Sample(i * REQUESTS, new Held(bytes, 1_000));
  }
}
