package io.cardbeam.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.FileReading;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.ByteArrayInputStream;
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
    List<AuthorizationRequest> requests = new ArrayList<>();
    new CsvFile(
            "sound.csv",
            new CardTokenizer(new byte[CardTokenizer.MIN_KEY_BYTES]),
            FileReading.WHOLE)
        .read(
            new ByteArrayInputStream(FILE),
            new CsvFile.Receiver() {
              @Override
              public void event(Event event) {
                if (event.type() == EventType.AUTHORIZATION_REQUEST) {
                  requests.add(event.body(AuthorizationRequest.class));
                }
              }

              @Override
              public void deadLetter(DeadLetter letter) {
                throw new AssertionError(letter.toString());
              }
            });
    return requests;
  }
}
