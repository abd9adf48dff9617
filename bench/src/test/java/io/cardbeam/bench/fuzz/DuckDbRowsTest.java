package io.cardbeam.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.token.CardTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The comparison finds what it is there to find. */
class DuckDbRowsTest {
  private static final byte[] FILE = CsvDress.plain(CsvTable.random(new SplittableRandom(1), 20));

  @Test
  void soundRowsAreTheSame() throws Exception {
    List<AuthorizationRequest> requests = requests();
    assertThat(requests).hasSize(20);
    DuckDbRows.requireSame(FILE, requests);
  }

  @Test
  void anotherAmountOrTimeIsSeen() throws Exception {
    List<AuthorizationRequest> amounts = requests();
    amounts.set(
        7,
        AuthorizationRequest.newBuilder(amounts.get(7))
            .setAmountMinor(amounts.get(7).getAmountMinor() + 1)
            .build());
    assertThatThrownBy(() -> DuckDbRows.requireSame(FILE, amounts))
        .isInstanceOf(BrokenLawException.class)
        .hasMessage("DuckDB reads another amount");
    List<AuthorizationRequest> times = requests();
    times.set(
        7,
        AuthorizationRequest.newBuilder(times.get(7))
            .setEventTime(times.get(7).getEventTime().plusMillis(1))
            .build());
    assertThatThrownBy(() -> DuckDbRows.requireSame(FILE, times))
        .isInstanceOf(BrokenLawException.class)
        .hasMessage("DuckDB reads another time");
  }

  private static List<AuthorizationRequest> requests() throws Exception {
    CsvFileTarget.Read read =
        CsvFileTarget.Read.of(FILE, new CardTokenizer(new byte[CardTokenizer.MIN_KEY_BYTES]));
    assertThat(read.letters()).isEmpty();
    return new ArrayList<>(read.requests());
  }
}
