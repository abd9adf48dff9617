package io.cardbeam.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines beside what they mean, in two tables. */
class CombinedLineTest {

  /** Stands above a line that httpdlog-parser does not read, or takes for something else. */
  private static final String ONLY_FAST = "# only fast";

  /** A line of the table and, below it, what it says. */
  @SuppressWarnings("ArrayRecordComponent") // It is compared by nobody.
  record Case(int number, byte[] line, List<String> means, boolean onlyFast) {
    @Override
    public String toString() {
      return number + ": " + new String(line, UTF_8);
    }
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String table : List.of("combined-lines.txt", "varied-lines.txt")) {
      addCases(table, cases);
    }
    return cases.stream();
  }

  private static void addCases(String table, List<Case> cases) throws IOException {
    try (InputStream in = CombinedLineTest.class.getResourceAsStream(table)) {
      String[] lines = new String(in.readAllBytes(), UTF_8).split("\n", -1);
      boolean onlyFast = false;
      for (int i = 0; i < lines.length; i++) {
        if (lines[i].startsWith("\t")) {
          cases.get(cases.size() - 1).means().add(lines[i].substring(1));
        } else if (lines[i].startsWith("# ")) {
          onlyFast = lines[i].equals(ONLY_FAST);
        } else if (!lines[i].isEmpty()) {
          cases.add(new Case(i + 1, bytes(lines[i]), new ArrayList<>(), onlyFast));
          onlyFast = false;
        }
      }
    }
  }

  /** Bytes that are no text stand in the table as ⟪ff⟫. */
  private static byte[] bytes(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '⟪') {
        out.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
        at += 4;
      } else {
        int end = text.offsetByCodePoints(at, 1);
        out.writeBytes(text.substring(at, end).getBytes(UTF_8));
        at = end;
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysOfEachLineWhatItMeans(Case of) {
    assertThat(of.means()).as("the table has a meaning below each line").isNotEmpty();
    String first = of.means().get(0);
    if (first.startsWith("refused: ")) {
      assertThat(refusal(of.line())).contains(first.substring("refused: ".length()));
    } else {
      assertThat(fields(of.line())).isEqualTo(expected(of.means()));
    }
  }

  /** The same within a buffer that holds other bytes before and after. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void readsNothingOutsideOfTheLine(Case of) {
    byte[] among = new byte[of.line().length + 20];
    Arrays.fill(among, (byte) '"');
    System.arraycopy(of.line(), 0, among, 10, of.line().length);

    assertThat(result(among, 10, of.line().length + 10))
        .isEqualTo(result(of.line(), 0, of.line().length));
  }

  private static String result(byte[] line, int from, int to) {
    try {
      return CombinedLine.read(line, from, to).toString();
    } catch (BadLineException e) {
      return e.reason();
    }
  }

  private static String refusal(byte[] line) {
    try {
      return "read as " + CombinedLine.read(line, 0, line.length);
    } catch (BadLineException e) {
      return e.reason();
    }
  }

  private static SortedMap<String, String> expected(List<String> means) {
    SortedMap<String, String> fields = new TreeMap<>();
    for (String meaning : means) {
      int equals = meaning.indexOf('=');
      fields.put(meaning.substring(0, equals), meaning.substring(equals + 1));
    }
    return fields;
  }

  private static SortedMap<String, String> fields(byte[] line) {
    Hit hit;
    try {
      hit = CombinedLine.read(line, 0, line.length);
    } catch (BadLineException e) {
      return new TreeMap<>(Map.of("refused", e.reason()));
    }
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("time", Instant.ofEpochSecond(hit.epochSeconds()).toString());
    put(fields, "vhost", hit.virtualHost());
    put(fields, "host", hit.remoteHost());
    put(fields, "user", hit.user());
    put(fields, "method", hit.request().method());
    put(fields, "path", hit.request().path());
    put(fields, "query", hit.request().query());
    put(fields, "protocol", hit.request().protocol());
    if (hit.request().method().isEmpty()) {
      put(fields, "raw", hit.request().raw());
    }
    hit.status().ifPresent(status -> fields.put("status", Integer.toString(status)));
    hit.bytes().ifPresent(bytes -> fields.put("bytes", Long.toString(bytes)));
    put(fields, "referrer", hit.referrer());
    put(fields, "agent", hit.userAgent());
    return fields;
  }

  private static void put(SortedMap<String, String> fields, String name, Optional<String> value) {
    value.ifPresent(text -> fields.put(name, visible(text)));
  }

  /** Control characters as the table writes them. */
  private static String visible(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c < ' ' ? String.format("⟪%02x⟫", (int) c) : String.valueOf(c));
    }
    return out.toString();
  }
}
