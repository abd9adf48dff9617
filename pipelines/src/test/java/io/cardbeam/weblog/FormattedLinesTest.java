package io.cardbeam.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.weblog.CombinedLineTest.Case;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** httpdlog-parser beside the fast reader, on the same table of lines. */
class FormattedLinesTest {
  private static final List<LineParser> FORMATS =
      Stream.of("common", "combined", "vhost_common", "vhost_combined")
          .<LineParser>map(FormattedLines::new)
          .toList();

  static Stream<Case> readable() throws IOException {
    return CombinedLineTest.cases().filter(of -> !of.means().get(0).startsWith("refused"));
  }

  static Stream<Case> refused() throws IOException {
    return CombinedLineTest.cases().filter(of -> of.means().get(0).startsWith("refused"));
  }

  /**
   * A case that is marked is one that the library reads in none of the formats, or whose fields it
   * takes for others; the table says what it means.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void readsWhatTheFastReaderReads(Case of) throws BadLineException {
    Hit fast = CombinedLine.read(of.line(), 0, of.line().length);
    List<Hit> read = FORMATS.stream().flatMap(format -> read(format, of.line()).stream()).toList();

    if (of.onlyFast()) {
      assertThat(read).as("the mark 'only fast' is not needed any more").doesNotContain(fast);
    } else {
      assertThat(read).contains(fast);
    }
  }

  /** What is torn is refused by both; neither makes a hit of it that the other would not. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesWhatTheFastReaderRefuses(Case of) {
    List<Hit> read = FORMATS.stream().flatMap(format -> read(format, of.line()).stream()).toList();

    if (!of.onlyFast()) {
      assertThat(read).isEmpty();
    }
  }

  private static List<Hit> read(LineParser parser, byte[] line) {
    try {
      return List.of(parser.read(line, 0, line.length));
    } catch (BadLineException e) {
      return List.of();
    }
  }

  @Test
  void readsAnyFormatOfApache() throws BadLineException {
    Hit hit =
        read(
            "%{%Y-%m-%dT%H:%M:%S%z}t %V:%p %a %u \"%r\" %>s %B \"%{User-Agent}i\" %D",
            "2026-01-31T23:59:59+0100 shop.example:443 192.0.2.7 ann \"GET /a?b=\\\"c HTTP/1.1\" 200 0"
                + " \"curl/8\" 1234");

    assertThat(hit.epochSeconds()).isEqualTo(1769900399);
    assertThat(hit.virtualHost()).contains("shop.example:443");
    assertThat(hit.remoteHost()).contains("192.0.2.7");
    assertThat(hit.user()).contains("ann");
    assertThat(hit.request().path()).contains("/a");
    assertThat(hit.request().query()).contains("b=\"c");
    assertThat(hit.status()).hasValue(200);
    assertThat(hit.bytes()).hasValue(0);
    assertThat(hit.userAgent()).contains("curl/8");
  }

  @Test
  void readsAnyFormatOfNginx() throws BadLineException {
    Hit hit =
        read(
            "$host $remote_addr $msec $request_method $request_uri $server_protocol $status"
                + " $bytes_sent $request_time",
            "shop.example 2001:db8::1 1769900399.123 POST /pay?x=1 HTTP/2.0 302 17 0.004");

    assertThat(hit.epochSeconds()).isEqualTo(1769900399);
    assertThat(hit.virtualHost()).contains("shop.example");
    assertThat(hit.remoteHost()).contains("2001:db8::1");
    assertThat(hit.request().method()).contains("POST");
    assertThat(hit.request().path()).contains("/pay");
    assertThat(hit.request().query()).contains("x=1");
    assertThat(hit.request().protocol()).contains("HTTP/2.0");
    assertThat(hit.status()).hasValue(302);
    assertThat(hit.bytes()).hasValue(17);
  }

  private static Hit read(String format, String line) throws BadLineException {
    byte[] bytes = line.getBytes(UTF_8);
    return LogFormats.parser(format).read(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "%h %u \"%r\" %>s", "$remote_addr $status", ""})
  void refusesWhatIsNoFormatOrHasNoTime(String format) {
    assertThatThrownBy(() -> LogFormats.parser(format))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(format);
  }
}
