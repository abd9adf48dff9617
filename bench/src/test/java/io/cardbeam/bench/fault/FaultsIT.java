package io.cardbeam.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.Cardbeam;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The short form of {@code bench faults}: every fault, little traffic. */
class FaultsIT {

  @Test
  void nothingIsLostDoubledOrChangedByAnyFault() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Cardbeam.with(List.of(new FaultsCommand()));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute("faults", "--json", "--rate=200", "--seconds=3", "--cards=1000");
    assertThat(code).as(() -> out + "\n" + err).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("holds").asBoolean()).isTrue();
    JsonNode rounds = report.get("rounds");
    assertThat(rounds).hasSize(Fault.values().length);
    for (JsonNode round : rounds) {
      assertThat(round.at("/decisions/requests").asLong()).as(round.toString()).isPositive();
      assertThat(round.at("/outage_s").asDouble()).isPositive();
    }
    assertThat(rounds.get(0).at("/outage_s").asDouble())
        .as("a TaskManager's death is not without consequence")
        .isGreaterThan(rounds.get(0).at("/longest_silence_before_s").asDouble());
    assertThat(rounds.get(4).at("/dead_letters/letters").asLong()).isEqualTo(200);
  }
}
