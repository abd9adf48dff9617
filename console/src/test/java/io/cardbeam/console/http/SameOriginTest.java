package io.cardbeam.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "same-origin, -, bank.example, true",
        "same-origin, https://elsewhere.example, bank.example, true",
        "cross-site, https://bank.example, bank.example, false",
        "same-site, -, bank.example, false",
        "none, -, bank.example, false",
        "'', -, bank.example, false",
        "-, https://bank.example, bank.example, true",
        "-, https://BANK.example, bank.example, true",
        "-, http://bank.example:8480, bank.example:8480, true",
        "-, http://bank.example:8481, bank.example:8480, false",
        "-, https://bank.example.elsewhere.example, bank.example, false",
        "-, https://elsewhere.example, bank.example, false",
        "-, https://bank.example@elsewhere.example, bank.example, false",
        "-, null, bank.example, false",
        "-, 'not a uri', bank.example, false",
        "-, https://bank.example, -, false",
        "-, -, bank.example, true"
      })
  void isWhatBrowsersSayOfIt(String site, String origin, String host, boolean same) {
    assertThat(SameOrigin.isSame(site, origin, host)).isEqualTo(same);
  }
}
