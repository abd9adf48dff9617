package io.cardbeam.command.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StreamCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--value-format confluent                                    | needs --schema-registry URL",
        "--value-format confluent --schema-registry registry:8081    | --schema-registry",
        "--value-format confluent --schema-registry ftp://u:pw@r     | ftp://r is no address",
        "--schema-registry http://registry:8081                      | is for --value-format confluent",
        "--value-format protobuf                                     | avro, confluent, json",
        "--max-clock-skew 5                                          | no length of time like 90s",
        "--oldest 0d                                                 | --oldest is above 0",
        "--events-to 2026-01-01                                      | are for --event-time replay",
        "--event-time replay --oldest 3d                             | are for --event-time live",
        "--checkpoint-every 0                                        | --checkpoint-every is at least 1 second, at most 3600",
        "--checkpoint-every 3601                                     | --checkpoint-every is at least 1 second, at most 3600",
        "--event-time replay --events-from 2026-01-02 --events-to 2026-01-02 | --events-from 2026-01-02T00:00:00Z is not before --events-to 2026-01-02T00:00:00Z",
      })
  void saysWhatWasAskedWrongly(String arguments, String message) {
    StringWriter told = new StringWriter();
    CommandLine line =
        new CommandLine(
                new StreamCommand(
                    runner -> {
                      throw new IOException("nothing is to run");
                    }))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setErr(new PrintWriter(told));
    List<String> all = new ArrayList<>(List.of("--bootstrap-servers", "kafka.invalid:9092"));
    all.addAll(List.of(arguments.strip().split(" +")));
    assertThat(line.execute(all.toArray(String[]::new))).isEqualTo(2);
    assertThat(told.toString()).contains(message).doesNotContain("pw");
  }
}
