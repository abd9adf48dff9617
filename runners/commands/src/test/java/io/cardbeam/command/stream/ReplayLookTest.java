package io.cardbeam.command.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.traffic.InputWindow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayLookTest {
  private final StringWriter out = new StringWriter();

  /** A name that nobody knows, and a port at which nobody answers. */
  @ParameterizedTest
  @ValueSource(strings = {"kafka.invalid:9092", "127.0.0.1:1"})
  void saysThatDatesAreNotCheckedWhereKafkaIsOutOfReach(String servers) {
    EventTimes limited = look(servers).limited(EventTimes.Replay.ALL);
    assertThat(limited).isEqualTo(EventTimes.Replay.ALL);
    assertThat(out.toString()).contains("can't be reached from here").contains("--events-to");
  }

  @Test
  void looksAtNothingForLiveTrafficAndWhereTheEndIsNamed() {
    EventTimes live = EventTimes.Live.standard();
    EventTimes ended = new EventTimes.Replay(new InputWindow(0, 1));
    assertThat(look("kafka.invalid:9092").limited(live)).isSameAs(live);
    assertThat(look("kafka.invalid:9092").limited(ended)).isSameAs(ended);
    assertThat(out.toString()).isEmpty();
  }

  private ReplayLook look(String servers) {
    return new ReplayLook(
        new KafkaConnection(
            servers, "", Map.of("default.api.timeout.ms", "2000", "request.timeout.ms", "1000")),
        ValueFormat.AVRO,
        new PrintWriter(out));
  }
}
