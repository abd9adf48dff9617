package io.cardbeam.bench.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.local.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code bench api-fuzz}; {@code -Dcardbeam.fuzz.requests=N} for a longer one. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ApiFuzzTest {
  private static final long SEED = Long.getLong("cardbeam.fuzz.seed", 20);
  private static final long REQUESTS = Long.getLong("cardbeam.fuzz.requests", 500);

  @TempDir private Path folder = Path.of("");

  @Test
  void everyAnswerIsAsDocumented() throws Exception {
    Path findings = folder.resolve("findings");
    try (DataFolder data = DataFolder.open(folder.resolve("data"));
        ApiFuzzStage stage = new ApiFuzzStage(data)) {
      ApiDocument document = stage.document();
      RequestMaker maker = new RequestMaker(document, stage.given(), SEED);
      ApiFuzzRun run = new ApiFuzzRun(stage.address(), document, stage.keys(), findings);

      ApiFuzzRun.Result result = run.run(maker, REQUESTS, done -> {});

      assertThat(kept(findings)).isEmpty();
      assertThat(result.failed()).isZero();
      assertThat(result.requests()).isEqualTo(REQUESTS);
      assertThat(result.nearlyValid()).isGreaterThanOrEqualTo(REQUESTS * 3 / 10);
      assertThat(result.statuses()).containsKeys(200, 201, 400, 401, 404, 405, 422);

      ApiRequest any = maker.request(7);
      any.write(folder.resolve("kept.json"), "nothing");
      ApiRequest again = ApiRequest.read(folder.resolve("kept.json"));
      assertThat(again.body()).isEqualTo(any.body());
      assertThat(again.headers()).isEqualTo(any.headers());
      assertThat(run.repeat(again)).isEqualTo(Optional.empty());
    }
  }

  private static List<String> kept(Path findings) throws Exception {
    if (!Files.exists(findings)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(findings)) {
      List<Path> all = files.limit(12).toList();
      return all.stream().map(ApiFuzzTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
