package io.cardbeam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Rate;
import io.cardbeam.console.walk.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/api.md} says what the API does: its commands are run in order, and come out as shown.
 * With {@code -Dcardbeam.walk.write=true} the outputs on the page are written again.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ApiWalkTest {
  private static final MerchantSettings SHOP =
      TestKeys.patient("kaffeehaus", "Kaffeehaus", "food_dining", new Rate(1_000, 1_000));

  @TempDir private static Path folder;

  @Test
  void everyCommandOfThePageComesOutAsShown() throws Exception {
    boolean write = Boolean.getBoolean("cardbeam.walk.write");
    Path file = page();
    String page = Files.readString(file);
    try (GatewayOnTrial gateway = GatewayOnTrial.start(folder)) {
      String key = gateway.keys().merchant(SHOP);
      String detailKey = gateway.keys().detailed(SHOP.id());
      String issuerKey = gateway.keys().of(KeyKind.ISSUER, "first-bank");
      gateway.awaitKey(issuerKey);
      Walk walk =
          new Walk(
              Map.of(
                  "API", gateway.address(),
                  "KEY", key,
                  "DETAIL_KEY", detailKey,
                  "ISSUER_KEY", issuerKey),
              Duration.ofSeconds(write ? 2 : 20));
      String walked = walk.run(page);
      if (write) {
        Files.writeString(file, walked);
      } else {
        assertThat(firstDifference(walked, page)).isEmpty();
      }
      assertThat(walk.steps()).isEqualTo(page.split("\n```sh\ncurl ", -1).length - 1);
      assertThat(walk.steps()).isGreaterThan(20);
    }
  }

  /** Where a run and the page part, with the lines before; empty if nowhere. */
  private static String firstDifference(String walked, String page) {
    List<String> run = walked.lines().toList();
    List<String> shown = page.lines().toList();
    int line = 0;
    while (line < run.size() && line < shown.size() && run.get(line).equals(shown.get(line))) {
      line++;
    }
    if (line == run.size() && line == shown.size()) {
      return "";
    }
    List<String> before = run.subList(Math.max(0, line - 20), line);
    return String.join("\n", before)
        + "\nline %d is to be: %s\n and came out as: %s"
            .formatted(
                line + 1,
                line < shown.size() ? shown.get(line) : "",
                line < run.size() ? run.get(line) : "");
  }

  private static Path page() {
    Path here = Path.of("").toAbsolutePath();
    Path inModule = here.resolve("../docs/api.md");
    return Files.exists(inModule) ? inModule : here.resolve("docs/api.md");
  }
}
