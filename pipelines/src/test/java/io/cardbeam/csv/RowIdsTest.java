package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Channel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowIdsTest {

  private static CsvRow row(long time) {
    return new CsvRow(
        time,
        "token",
        "",
        "m",
        "m",
        "food",
        Channel.ONLINE,
        100,
        "USD",
        new Cardholder("", "", null, "", "", "", "", "ZZ", null, null, null, null, null),
        "",
        null,
        null,
        null,
        null,
        Optional.empty());
  }

  @Test
  void aHundredThousandRowsHaveNumbersOfTheirOwnEachTime() throws BadRowException {
    RowIds ids = new RowIds();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      seen.add(ids.numbered(row(i)).transactionNumber());
    }
    assertThat(seen).hasSize(100_000);
    assertThat(seen).contains(new RowIds().numbered(row(77_777)).transactionNumber());
  }

  @Test
  void equalRowsAreCounted() throws BadRowException {
    RowIds ids = new RowIds();
    String first = ids.numbered(row(1)).transactionNumber();
    assertThat(ids.numbered(row(1)).transactionNumber()).isEqualTo(first + "-2");
    assertThat(ids.numbered(row(1)).transactionNumber()).isEqualTo(first + "-3");
  }

  @Test
  void thereIsALimitToRowsWithoutNumbers() throws BadRowException {
    RowIds ids = new RowIds(2);
    ids.numbered(row(1));
    ids.numbered(row(2));
    ids.numbered(row(2));
    assertThatThrownBy(() -> ids.numbered(row(3))).hasMessageContaining("more than 2 rows");
  }
}
