package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.cardbeam.simulator.geo.GeoFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A report as a person opens it: a file, with no server behind it. */
@BrowserTest
class ReportPageTest {
  private static final String HOSTILE =
      """
      192.0.2.1 - - [01/Feb/2026:10:00:00 +0000] "GET /</script><script>document.title='hit'</script> HTTP/1.1" 200 5 "https://a.example/<img src=x onerror=document.title='hit'>" "<!--<script>document.title='hit'</script>"
      192.0.2.2 - - [01/Feb/2026:10:00:01 +0000] "GET /a?b={{7*7}}&c=%00 HTTP/1.1" 404 0 "-" "curl/8"
      192.0.2.2 - - [01/Feb/2026:10:00:02 +0000] "]]>--></script>" 400 0 "-" "curl/8"
      """;

  @TempDir private Path folder = Path.of("");

  private static Locator panel(Page page, String title) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(title).setExact(true));
  }

  @ParameterizedTest
  @EnumSource
  void showsAllThatTheConsoleShows(Look look, WeblogConsole console) throws IOException {
    Path report = ReportOnTrial.of(console.hits().indexed(), folder);
    try (Visit visit = console.visitReport(look, report)) {
      Page page = visit.open(report.toUri().toString()).page();
      assertThat(panel(page, "Lines").locator("tbody tr").first()).isVisible();
      assertThat(panel(page, "Sessions").locator("details").first()).isVisible();
      assertThat(panel(page, "Where from").locator("path").first()).isVisible();
      assertThat(panel(page, "Where from").getByText("IP Geolocation by DB-IP"))
          .hasAttribute("href", "https://db-ip.com");
      visit.isAccessible().picture("report-" + look.text());

      page.locator("button", new Page.LocatorOptions().setHasText("AI agents")).first().click();
      assertThat(page).hasURL(Pattern.compile("#agent_class=ai_agent$"));
      visit.settled();
      assertThat(panel(page, "Clients").locator("tbody tr")).hasCount(1);
      assertThat(panel(page, "Clients").locator("tbody tr")).containsText("GPTBot");
      visit.isAccessible().picture("report-filtered-" + look.text());

      page.goBack();
      visit.settled();
      assertThat(panel(page, "Clients").locator("tbody tr").nth(1)).isVisible();
    }
  }

  @Test
  void anAddressHasRangeAndFilters(WeblogConsole console) throws IOException {
    Path report = ReportOnTrial.of(console.hits().indexed(), folder);
    try (Visit visit = console.visitReport(Look.LIGHT, report)) {
      Page page =
          visit.open(report.toUri() + "#range=1d&path=%2Fcheckout&places=table&over=table").page();
      assertThat(visit.button("Day")).hasAttribute("aria-pressed", "true");
      assertThat(panel(page, "Pages").locator("tbody tr")).hasCount(1);
      assertThat(panel(page, "Over time").locator("tbody tr").first()).isVisible();
      page.locator("#weblog-text").fill("espresso checkout");
      page.keyboard().press("Enter");
      assertThat(page.getByText("No hit in this range fits the filters.")).isVisible();
      visit.button("All hits").focus();
      page.keyboard().press("Enter");
      visit.settled();
      assertThat(panel(page, "Pages").locator("tbody tr").nth(1)).isVisible();
      assertThat(page).hasURL(Pattern.compile("#range=1d&places=table&over=table$"));
    }
  }

  @Test
  void whatALogSaysIsText(WeblogConsole console) throws IOException {
    Path report = ReportOnTrial.of(HOSTILE, folder);
    assertThat(Files.readString(report)).doesNotContain("document.title='hit'", "]]>-->");
    try (Visit visit = console.visitReport(Look.LIGHT, report)) {
      Page page = visit.open(report.toUri().toString()).page();
      assertThat(page).hasTitle("Web logs · Cardbeam");
      assertThat(
              page.getByTitle(
                  "/</script><script>document.title='hit'</script>",
                  new Page.GetByTitleOptions().setExact(true)))
          .hasCount(1);
      assertThat(panel(page, "Lines").locator(".request").first()).hasText("]]>--></script>");
      for (Locator line : panel(page, "Lines").locator("[aria-expanded]").all()) {
        line.click();
      }
      assertThat(page.locator("img")).hasCount(0);
      assertThat(page.locator("body script:not([type='text/plain'])")).hasCount(0);
      assertThat(page).hasTitle("Web logs · Cardbeam");
    }
  }

  @Test
  void citiesHaveTheirPlaces(WeblogConsole console) throws IOException {
    Path places = folder.resolve("places.mmdb");
    Files.write(
        places,
        new GeoFileWriter("T-City", GeoFileWriter.Version.IPV6, Instant.EPOCH)
            .put(
                "192.0.2.0/24",
                Map.of(
                    "country",
                    Map.of("iso_code", "AT"),
                    "city",
                    Map.of("names", Map.of("en", "Vienna")),
                    "location",
                    Map.of("latitude", 48.21, "longitude", 16.37)))
            .bytes());
    Path report =
        ReportOnTrial.of(
            HOSTILE, folder, "--geo-file=" + places, "--anonymize", "--format=parquet");
    try (Visit visit = console.visitReport(Look.LIGHT, report)) {
      Page page = visit.open(report.toUri().toString()).page();
      Locator city = panel(page, "Where from").locator("circle");
      assertThat(city).hasCount(1);
      // The file does not say that it is DB-IP's.
      assertThat(page.getByText("DB-IP")).hasCount(0);
      city.click();
      assertThat(page).hasURL(Pattern.compile("#country=AT&city=Vienna$"));
      visit.settled();
      assertThat(panel(page, "Lines").locator("tbody tr")).hasCount(3);
      panel(page, "Lines").locator("[aria-expanded]").first().click();
      assertThat(panel(page, "Lines").getByText("192.0.2.0").first()).isVisible();
      assertThat(panel(page, "Lines").getByText("192.0.2.2", new Locator.GetByTextOptions()))
          .hasCount(0);
    }
  }
}
