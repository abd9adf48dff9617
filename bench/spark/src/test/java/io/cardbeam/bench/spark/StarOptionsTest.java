package io.cardbeam.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StarOptionsTest {
  private static final String[] ALL = {
    "--input", "a.csv", "--decisions", "d.parquet", "--output", "o", "--token-key", "k"
  };

  @Test
  void takesTwoThreadsUnlessTold() {
    assertThat(StarOptions.of(ALL))
        .isEqualTo(new StarOptions(of("a.csv"), of("d.parquet"), of("o"), of("k"), 2));
    assertThat(StarOptions.of(with("--threads", "3")).threads()).isEqualTo(3);
  }

  @Test
  void refusesWhatItDoesNotKnowAndWhatIsMissing() {
    refuses("unexpected --speed", with("--speed", "9"));
    refuses("unexpected --threads", with("--threads"));
    refuses("unexpected --input", with("--input", "b.csv"));
    refuses("--decisions is missing", "--input", "a.csv");
    refuses("--threads must be at least 1", with("--threads", "0"));
  }

  private static void refuses(String message, String... arguments) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StarOptions.of(arguments))
        .withMessage(message);
  }

  private static String[] with(String... more) {
    return Stream.concat(Arrays.stream(ALL), Arrays.stream(more)).toArray(String[]::new);
  }

  private static Path of(String name) {
    return Path.of(name).toAbsolutePath();
  }
}
