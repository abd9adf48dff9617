package io.cardbeam.command.weblog;

import io.cardbeam.command.KafkaOption;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.stream.CheckpointOption;
import io.cardbeam.command.stream.StreamState;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import io.cardbeam.pipeline.weblog.LiveSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lines of logs from a topic, and how often what they say is written. */
final class TopicOption {
  private static final String JOB_NAME = "cardbeam-weblogs";
  private static final int MOST_SECONDS = 86_400;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = {
        "Topic with the lines that weblogs ship sends, in place of --input; --topic-prefix is put"
            + " before it. It is read until the command is stopped. With Flink --checkpoints is"
            + " needed, so that each line is written once."
      })
  private @Nullable String topic;

  @Option(
      names = "--from",
      paramLabel = "earliest|latest",
      defaultValue = "earliest",
      description = "Where to start to read the topic without state. Default: ${DEFAULT-VALUE}.")
  private StartFrom from = StartFrom.EARLIEST;

  @Option(
      names = "--file-every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Longest time that a row of a topic waits for its file to fill. Default:"
              + " ${DEFAULT-VALUE}.")
  private int fileSeconds = 60;

  @Option(
      names = "--session-wait",
      paramLabel = "SECONDS",
      defaultValue = "1800",
      description =
          "How long no line of a visitor has come from the topic when the sessions are written."
              + " Default: ${DEFAULT-VALUE}.")
  private int sessionSeconds = 1_800;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final CheckpointOption checkpoints = new CheckpointOption();

  boolean isNamed() {
    return topic != null;
  }

  /**
   * What was asked.
   *
   * @throws ParameterException if that can't be
   */
  LiveSettings settings() {
    requireSeconds("--file-every", fileSeconds);
    requireSeconds("--session-wait", sessionSeconds);
    KafkaConnection connection = kafka.connection();
    return new LiveSettings(
        connection,
        connection.topicPrefix() + topic,
        from,
        Duration.ofSeconds(fileSeconds),
        Duration.ofSeconds(sessionSeconds));
  }

  private void requireSeconds(String option, int seconds) {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new ParameterException(
          spec.commandLine(), option + " is 1 to " + MOST_SECONDS + " seconds");
    }
  }

  /**
   * The job's state.
   *
   * @throws ParameterException if that can't be
   */
  StreamState state(RunnerOption runner) {
    StreamState state = checkpoints.state(runner, JOB_NAME);
    if (runner.runner() == RunnerOption.Runner.flink && state.folder().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--checkpoints is missing: with --topic, Flink keeps there what it has read");
    }
    return state;
  }
}
