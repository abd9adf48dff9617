package io.cardbeam.weblog;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a=1&b=2, a=1&b=2",
        "``, ``",
        "token=abc, token=***",
        "access_token=abc&x=1, access_token=***&x=1",
        "X-Api-Key=k&page=2, X-Api-Key=***&page=2",
        "user=ann&password=p%26q, user=ann&password=***",
        "a=1;PASSWD=x;b=2, a=1;PASSWD=***;b=2",
        "pass%77ord=x, pass%77ord=***",
        "sig=abc&signature=def, sig=***&signature=***",
        "keyword=shoes&monkey=1, keyword=shoes&monkey=1",
        "country_code=DE&code=secret, country_code=DE&code=***",
        "token=, token=",
        "token, token",
        "n=4111111111111111, n=***********",
        "n=4111-1111-1111-1111&m=1, n=***********&m=1",
        "n=4111111111111112, n=4111111111111112",
        "order=20260131123456789, order=20260131123456789",
        "t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln, t=***",
      })
  void hidesSecretsInQueriesAndNothingElse(String query, String masked) {
    assertThat(SecretMask.query(query)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/cart?id=7, https://shop.example/cart?id=7",
    "https://shop.example/reset?token=abc, https://shop.example/reset?token=***",
    "https://ann:geheim@shop.example/, https://***@shop.example/",
    "GET /a?pwd=x HTTP/1.1, GET /a?pwd=*** HTTP/1.1",
    "GET /card/4111111111111111 HTTP/1.1, GET /card/*********** HTTP/1.1",
    "GET /a HTTP/1.1, GET /a HTTP/1.1",
  })
  void hidesThemInAddressesAndRequests(String target, String masked) {
    assertThat(SecretMask.target(target)).isEqualTo(masked);
  }

  @Provide
  Arbitrary<String> encodings() {
    return Arbitraries.integers()
        .between(0, 1)
        .list()
        .ofSize(16)
        .map(
            encoded -> {
              StringBuilder text = new StringBuilder();
              for (int i = 0; i < 16; i++) {
                char digit = "4111111111111111".charAt(i);
                text.append(encoded.get(i) == 1 ? "%3" + digit : String.valueOf(digit));
              }
              return text.toString();
            });
  }

  /** However its digits are percent-encoded, no card number is left. */
  @Property
  void leavesNoCardNumber(@ForAll("encodings") String number) {
    String masked = SecretMask.query("x=1&n=" + number + "&y=2");
    assertThat(java.net.URLDecoder.decode(masked, java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain("4111111111111111")
        .contains("x=1")
        .contains("y=2");
  }
}
