package io.cardbeam.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PERCENT | 0 | 0 %",
        "PERCENT | 1 | 100 %",
        "PERCENT | 0.5 | 50 %",
        "PERCENT | 0.12345 | 12.3 %",
        "PERCENT | 0.9951 | 99.51 %",
        "PERCENT | 0.99957 | 99.957 %",
        "PERCENT | 0.00012 | 0.012 %",
        "PERCENT | 0.001 | 0.1 %",
        "WHOLE | 1234567.4 | 1,234,567",
        "MONTH | 24240 | 2020-01",
        "MONTH | 24251.5 | 2020-12",
        "WHOLE | NaN | –",
        "DECIMAL | 0.000125 | 0.000125",
        "DECIMAL | 0.25 | 0.25",
        "DECIMAL | 12.34 | 12.3",
        "DECIMAL | 0 | 0",
        "DECIMAL | 123456 | 123,456"
      })
  void figuresHaveTheDecimalsThatTellThemApart(FigureFormat format, double value, String text) {
    assertThat(format.text(value)).isEqualTo(text);
  }
}
