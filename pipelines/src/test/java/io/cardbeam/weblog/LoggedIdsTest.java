package io.cardbeam.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedIdsTest {
  private static final String LINE =
      "192.0.2.1 - - [31/Jan/2026:23:59:59 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"curl/8\"";
  private static final String AUTHORIZATION = "au_abcdefghijklmnopqrstuvwx27";

  private static LoggedIds ids(LineParser parser, String line) throws BadLineException {
    byte[] bytes = line.getBytes(UTF_8);
    return parser.read(bytes, 0, bytes.length).ids();
  }

  private static LoggedIds after(String end) throws BadLineException {
    return ids(LogFormats.parser(LogFormats.AUTO), LINE + end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1234",
        " 0.005 0.001 .",
        " 12345678901234567890",
        " abcdefghijklmnopqrstuvwxyz",
        " 0.1234567890123456789",
        " rt=0.00512345678901a",
        " 127.0.0.1:8080",
        " shop1.internal.example:8443",
        " 0123456789abcde",
        " \"0123456789abcdef\"",
        " \"203.0.113.7, 10.0.0.1\" \"0123456789abcdef\"",
        " 0123456789abcdef 17",
        " 0123456789abcdef -1",
        " 0.004 -",
        " order-1 -",
        " order-1 au_abcdefghijklmnopqrstuvwx27",
        " order-1001 au_abcdefghijklmnopqrstuvwx2",
        " order-1001 au_abcdefghijklmnopqrstuvwx271",
        " order-1001 au_abcdefghijklmnopqrstuvwx01",
        " 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
      })
  void aLineWhoseEndIsSomethingElseHasNone(String end) throws BadLineException {
    assertThat(after(end)).isEqualTo(LoggedIds.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "' 0123456789abcdef', 0123456789abcdef",
    "' 9f86d081884c7d659a2feaa0c55ad015', 9f86d081884c7d659a2feaa0c55ad015",
    "' 3f2b1c9e-8a47-4f0e-9d7c-5a1e2b3c4d5e', 3f2b1c9e-8a47-4f0e-9d7c-5a1e2b3c4d5e",
    "' \"203.0.113.7\" 0.004 01M8JMBGK3S057MEZHJ4AQRTD0', 01M8JMBGK3S057MEZHJ4AQRTD0",
    "' 01M8JMBGK3S057MEZHJ4AQRTD0 -', 01M8JMBGK3S057MEZHJ4AQRTD0",
    "' 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',"
        + " 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  })
  void theLastFieldIsTheRequestsIdIfItHasTheFormOfOne(String end, String id)
      throws BadLineException {
    assertThat(after(end)).isEqualTo(new LoggedIds(Optional.of(id), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01M8JMBGK3S057MEZHJ4AQRTD0",
        "order-1001",
        "a.b_c-12",
        "order-of-the-shop-at-the-corner-that-has-a-long-name-and-no-digit",
      })
  void beforeAnAuthorizationItIsAnyThatTheGatewayTakes(String id) throws BadLineException {
    String taken = id.substring(0, Math.min(64, id.length()));

    assertThat(after(" " + taken + " " + AUTHORIZATION))
        .isEqualTo(new LoggedIds(Optional.of(taken), Optional.of(AUTHORIZATION)));
  }

  @Test
  void aFormatNamesTheRequestsId() throws BadLineException {
    String apache = "%h %l %u %t \"%r\" %>s %b \"%{X-Request-Id}o\"";
    String nginx = "$remote_addr [$time_local] \"$request\" $status $request_id";
    String id = "9f86d081884c7d659a2feaa0c55ad015";
    String head = "192.0.2.1 - - [31/Jan/2026:23:59:59 +0000] \"GET / HTTP/1.1\" 200 1 ";

    assertThat(ids(LogFormats.parser(apache), head + '"' + id + '"').request()).contains(id);
    assertThat(ids(LogFormats.parser(apache), head + "\"-\"")).isEqualTo(LoggedIds.NONE);
    assertThat(
            ids(
                    LogFormats.parser(nginx),
                    "192.0.2.1 [31/Jan/2026:23:59:59 +0000] \"GET / HTTP/1.1\" 200 " + id)
                .request())
        .contains(id);
  }

  @Test
  void aCardNumberInARequestsIdIsMasked() throws BadLineException {
    String card = "4539578763621486";
    for (String end : new String[] {" card-" + card, " card-" + card + " " + AUTHORIZATION}) {
      LoggedIds ids = ids(LogFormats.maskedParser(LogFormats.AUTO, true), LINE + end);

      assertThat(after(end).request()).as("what is logged").get().asString().contains(card);
      assertThat(ids.request()).get().asString().doesNotContain(card);
      assertThat(ids.authorization()).isEqualTo(after(end).authorization());
    }
  }
}
