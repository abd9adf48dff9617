package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.stream.StreamHosts;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.wire.Event;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule tried on a lake knows what was fraud by all that a lake has: disputes and findings. */
class RulesOnALakeTest {
  private static final Instant START = Instant.parse("2025-03-01T12:00:00Z");
  private static final String CARD = TestLake.token("tried", 10);

  @TempDir private Path lake;
  private final List<Event> events = new ArrayList<>();

  @Test
  void disputesAndTheirResolutionsAreLabelsAndTheLatestHolds() throws Exception {
    String never = buy("never", 5_000);
    String disputed = buy("disputed", 90_000);
    String upheld = buy("upheld", 90_000);
    String rejected = buy("rejected", 90_000);
    String found = buy("found", 90_000);
    String cleared = buy("cleared", 90_000);
    buy("genuine", 90_000);
    for (String one : List.of(never, disputed, upheld, rejected)) {
      dispute(one);
    }
    resolve(upheld, ChargebackOutcome.UPHELD);
    resolve(rejected, ChargebackOutcome.REJECTED);
    find(found, 5, FindingVerdict.FRAUD);
    find(cleared, 5, FindingVerdict.FRAUD);
    find(cleared, 6, FindingVerdict.GENUINE);
    TestLake.write(lake, events);

    JsonNode account = tested("amount > 100.0");
    assertThat(account.get("requests").asInt()).isEqualTo(7);
    assertThat(account.get("hits").asInt()).isEqualTo(6);
    assertThat(account.get("frauds").asInt()).isEqualTo(4);
    assertThat(account.get("hits_on_fraud").asInt()).isEqualTo(3);
    assertThat(account.get("examples").toString().split("\\\\tfraud\"", -1)).hasSize(4);
  }

  private JsonNode tested(String when) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    var line = Cardbeam.with(AnyRunner.commands(StreamHosts.ofBeam()));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    assertThat(
            line.execute(
                "rules",
                "test",
                "--when",
                when,
                "--input",
                lake.toString(),
                "--examples",
                "10",
                "--json"))
        .as(err::toString)
        .isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private String buy(String id, long amountMinor) {
    Instant time = START.plus(Duration.ofMinutes(events.size()));
    events.addAll(TestLake.purchase(id, CARD, time, amountMinor));
    return id;
  }

  private void dispute(String id) {
    events.add(
        Event.of(
            new Chargeback(
                "c-" + id, "p-" + id, "a-" + id, CARD, day(9), 5_000L, "USD", "not mine")));
  }

  private void resolve(String id, ChargebackOutcome outcome) {
    events.add(
        Event.of(
            new ChargebackResolution(
                "s-" + id, "c-" + id, "p-" + id, "a-" + id, CARD, day(40), outcome, 5_000L, "USD",
                "")));
  }

  private void find(String id, int day, FindingVerdict verdict) {
    events.add(
        Event.of(
            new FraudFinding(
                "n-" + id + day,
                "a-" + id,
                START,
                CARD,
                day(day),
                verdict,
                FindingSource.ANALYST,
                "")));
  }

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }
}
