package io.cardbeam.command.weblog.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.weblog.HitColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  private static final String HEAD = "<html><script type=\"application/octet-stream\" id=\"hits\">";
  private static final String TAIL = "</script></html>";
  private static final ReportTemplate TEMPLATE = ReportTemplate.of(HEAD + TAIL);
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir private Path folder = Path.of("");

  private Path store(String... rows) throws IOException {
    Path stored = Files.createDirectories(folder.resolve("a 'folder' [1]*"));
    Files.writeString(
        stored.resolve("hits-2026.csv"),
        HitColumn.names().collect(Collectors.joining(","))
            + "\n"
            + String.join("\n", rows)
            + (rows.length == 0 ? "" : "\n"));
    return stored;
  }

  private static String row(int line, String time, String path, String raw) {
    return "access.log,"
        + line
        + ",192.0.2.1,\"\","
        + time
        + ",GET,"
        + path
        + ",,HTTP/1.1,200,5,,agent,,false,"
        + raw
        + ",browser,,,,,,,192.0.2.0/24,00000000000000ff,,";
  }

  private ReportFile report() {
    return new ReportFile(TEMPLATE, folder.resolve("report.html"));
  }

  private ReportFile.Written write(Path stored, ReportLimits limits) throws IOException {
    return report().write(stored, Optional.empty(), NOW, limits);
  }

  private byte[] data() throws IOException {
    String page = Files.readString(report().path());
    assertThat(page).startsWith(HEAD).endsWith(TAIL);
    String packed = page.substring(HEAD.length(), page.length() - TAIL.length());
    assertThat(packed).matches("[A-Za-z0-9+/]+=*");
    return new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))
        .readAllBytes();
  }

  private JsonNode header() throws IOException {
    byte[] data = data();
    int length = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt();
    return new ObjectMapper().readTree(new String(data, Integer.BYTES, length, UTF_8));
  }

  private List<String> values(String column) throws IOException {
    List<String> values = new ArrayList<>();
    for (JsonNode group : header().path("groups")) {
      for (JsonNode one : group.path("columns")) {
        if (one.path("name").asText().equals(column)) {
          one.path("values").forEach(value -> values.add(value.asText()));
        }
      }
    }
    return values;
  }

  @Test
  void hasHitsNewestFirstAndNoTextOfThemAsMarkup() throws IOException {
    String hostile = "\"</script><script>a(\"\"1,2\"\")\nb</script>\"";
    Path stored =
        store(
            row(1, "2026-02-01T10:00:00Z", "/old", "GET /old HTTP/1.1"),
            row(2, "2026-02-01T10:00:01Z", hostile, "NICK"));

    ReportFile.Written written = write(stored, ReportLimits.USUAL);

    assertThat(written.hits()).isEqualTo(2);
    assertThat(written.isCut()).isFalse();
    assertThat(written.oldest()).isEqualTo(Instant.parse("2026-02-01T10:00:00Z"));
    assertThat(written.bytes()).isEqualTo(Files.size(report().path()));
    assertThat(values("path")).containsExactly("</script><script>a(\"1,2\")\nb</script>", "/old");
    assertThat(values("raw_request")).containsExactly("NICK", ReportHit.FROM_PARTS);
    assertThat(values("user")).as("the empty text is a text").containsExactly("");
    assertThat(values("query")).isEmpty();
    assertThat(header().path("written").asText()).isEqualTo("2026-03-01T00:00:00Z");
  }

  @Test
  void ofMoreThanItHoldsItHasTheNewest() throws IOException {
    Path stored =
        store(
            row(1, "2026-02-01T10:00:00Z", "/1", "a"),
            row(2, "2026-02-01T10:00:01Z", "/2", "b"),
            row(3, "2026-02-01T10:00:02Z", "/3", "c"),
            row(4, "1969-12-31T23:59:59Z", "/no", "d"));

    ReportFile.Written byHits = write(stored, new ReportLimits(2, 1_000));

    assertThat(byHits.hits()).isEqualTo(2);
    assertThat(byHits.found()).isEqualTo(3);
    assertThat(byHits.isCut()).isTrue();
    assertThat(byHits.oldest()).isEqualTo(Instant.parse("2026-02-01T10:00:01Z"));
    assertThat(values("path")).containsExactly("/3", "/2");
    assertThat(header().path("found").asInt()).isEqualTo(3);

    assertThat(write(stored, new ReportLimits(10, 1)).hits()).isEqualTo(1);
  }

  @Test
  void longTextsAreCutBetweenCharacters() throws IOException {
    String text = "x".repeat(ReportLimits.MAX_TEXT_CHARS - 1) + "😀";
    write(store(row(1, "2026-02-01T10:00:00Z", text, "a")), ReportLimits.USUAL);
    assertThat(values("path")).containsExactly("x".repeat(ReportLimits.MAX_TEXT_CHARS - 1) + "…");
  }

  @Test
  void aFolderWithoutHitsGivesAnEmptyReport() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(write(empty, ReportLimits.USUAL).hits()).isZero();
    assertThat(header().path("hits").asInt()).isZero();
  }

  @Test
  void keepsWhoMayReadItAndLeavesNoPart() throws IOException {
    Path stored = store(row(1, "2026-02-01T10:00:00Z", "/1", "a"));
    write(stored, ReportLimits.USUAL);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report().path())))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(report().path(), PosixFilePermissions.fromString("rw-r--r--"));
    write(stored, ReportLimits.USUAL);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report().path())))
        .isEqualTo("rw-r--r--");
    assertThat(folder.toFile().list()).doesNotContain(".report.html.part");
  }

  @Test
  void aDamagedFileOfHitsLeavesTheReportAsItWas() throws IOException {
    write(store(row(1, "2026-02-01T10:00:00Z", "/1", "a")), ReportLimits.USUAL);
    byte[] before = Files.readAllBytes(report().path());
    Path damaged = store("access.log,one,two");
    assertThatThrownBy(() -> write(damaged, ReportLimits.USUAL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the hits can't be read");
    assertThat(Files.readAllBytes(report().path())).isEqualTo(before);
  }

  @Test
  void aTemplateHasOnePlaceForHits() {
    assertThatThrownBy(() -> ReportTemplate.of("<html></html>"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReportTemplate.of(HEAD + TAIL + HEAD + TAIL))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
