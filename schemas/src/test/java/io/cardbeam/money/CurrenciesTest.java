package io.cardbeam.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrenciesTest {
  @ParameterizedTest
  @CsvSource({
    "USD,2,100000000",
    "EUR,2,86000000",
    "JPY,0,160000000",
    "KWD,3,310000000",
    "IDR,2,1700000000000",
    "COP,2,380000000000",
    "CRC,2,51000000000",
    "VND,0,26000000000",
    "LBP,2,9000000000000",
    "UZS,2,1200000000000",
    "IRR,2,120000000000000",
  })
  void capIsAboutAMillionDollars(String code, int digits, long maxMinor) {
    Currency currency = Currencies.active(code).orElseThrow();
    assertThat(currency.digits()).isEqualTo(digits);
    assertThat(currency.maxAmountMinor()).isEqualTo(maxMinor);
  }

  @Test
  void everyCurrencyIsWhatJavaKnowsByThatCode() {
    assertThat(Currencies.all()).hasSizeGreaterThan(150);
    for (Currency currency : Currencies.all()) {
      assertThat(currency.digits()).isIn(0, 2, 3);
      assertThat(currency.maxAmountMinor()).as(currency.code()).isPositive();
      assertThat(currency.name()).isNotBlank();
      java.util.Currency.getAvailableCurrencies().stream()
          .filter(java -> java.getCurrencyCode().equals(currency.code()))
          .forEach(
              java ->
                  assertThat(currency.digits())
                      .as(currency.code())
                      .isEqualTo(java.getDefaultFractionDigits()));
    }
  }

  @Test
  void manyAmountsAtTheCapAddUpWithoutOverflow() {
    for (Currency currency : Currencies.all()) {
      assertThat(Math.multiplyExact(currency.maxAmountMinor(), 70_000L)).isPositive();
      assertThat(Math.multiplyExact(currency.maxLimitMinor(), 700L)).isPositive();
    }
  }

  @Test
  void whatJavaKnowsIsActiveOrToldWhyNot() {
    for (java.util.Currency java : java.util.Currency.getAvailableCurrencies()) {
      String code = java.getCurrencyCode();
      if (Currencies.active(code).isEmpty()) {
        assertThat(Currencies.whyNotActive(code)).startsWith(code).contains(",");
      }
    }
  }

  @Test
  void refusalsNameTheCode() {
    assertThat(Currencies.whyNotActive("ZWL"))
        .isEqualTo(
            "ZWL is not an active ISO 4217 code, it was withdrawn in 2024-09 and ZWG took its"
                + " place");
    assertThat(Currencies.whyNotActive("DEM")).contains("withdrawn in 2002-03 and EUR");
    assertThat(Currencies.whyNotActive("HRK")).contains("withdrawn in 2023-01 and EUR");
    assertThat(Currencies.whyNotActive("XAU"))
        .isEqualTo("XAU is no currency that amounts are in, it stands for gold");
    assertThat(Currencies.whyNotActive("CLF")).contains("unit of account");
    assertThat(Currencies.whyNotActive("QQQ")).isEqualTo("QQQ is not an active ISO 4217 code");
    assertThat(Currencies.whyNotActive("usd")).doesNotContain("usd");
    assertThat(Currencies.whyNotActive("\u0000")).contains("three capital letters");
  }
}
