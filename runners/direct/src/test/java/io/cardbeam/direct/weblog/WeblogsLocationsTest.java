package io.cardbeam.direct.weblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cardbeam.geo.GeoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What locates addresses where no file is named; builds without npm have nothing for it. */
class WeblogsLocationsTest {
  @TempDir private Path folder = Path.of("");

  private record Located(String by, Map<String, List<Long>> countries) {}

  /** Reads an address of a university in Vienna, and one that belongs to nobody. */
  private Located read(String... more) throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("access.log"),
            """
            131.130.1.1 - - [01/Feb/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 5 "-" "x"
            192.0.2.1 - - [01/Feb/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 7 "-" "x"
            """);
    List<String> arguments = new ArrayList<>(List.of("--input=" + log));
    arguments.addAll(List.of(more));
    WeblogsRunner weblogs = new WeblogsRunner(folder.resolve("traffic"));
    WeblogsRunner.Run run = weblogs.read(arguments.toArray(String[]::new));
    return new Located(
        run.json().path("locations").asText(), weblogs.counts("counts-country.csv", "country"));
  }

  @Test
  void countriesAreFoundWithoutAnOption() throws IOException {
    assumeThat(GeoDatabase.hasBuiltIn()).isTrue();
    Located located = read();
    assertThat(located.countries())
        .isEqualTo(Map.of("AT", List.of(1L, 0L, 0L, 5L), "", List.of(1L, 0L, 0L, 7L)));
    assertThat(located.by()).matches("DB-IP of 20[0-9]{2}-[0-9]{2}, https://db-ip.com");
  }

  @Test
  void aBuildWithoutCountriesSaysSo() throws IOException {
    assumeThat(GeoDatabase.hasBuiltIn()).isFalse();
    Located located = read();
    assertThat(located.countries()).containsOnlyKeys("");
    assertThat(located.by())
        .isEqualTo("none, as this build has no file of countries: build it where npm is");
  }

  @Test
  void noneSwitchesLocationsOff() throws IOException {
    assertThat(read("--geo-file=none"))
        .isEqualTo(new Located("none", Map.of("", List.of(2L, 0L, 0L, 12L))));
  }

  @Test
  void theHelpSaysWhatIsUsedByDefault() {
    String help = WeblogsRunner.run("weblogs", "--help").out().replaceAll("\\s+", " ");
    assertThat(help)
        .contains(
            GeoDatabase.hasBuiltIn()
                ? "Default: countries that are built in, DB-IP of 20"
                : "Default: none, as this build has no file of countries");
  }
}
