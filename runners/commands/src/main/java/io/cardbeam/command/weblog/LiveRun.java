package io.cardbeam.command.weblog;

import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.stream.StreamHost;
import io.cardbeam.command.stream.StreamHosts;
import io.cardbeam.command.stream.StreamState;
import io.cardbeam.pipeline.files.OwnerOnly;
import io.cardbeam.pipeline.weblog.HitIndex;
import io.cardbeam.pipeline.weblog.LiveSettings;
import io.cardbeam.pipeline.weblog.LiveWebLogs;
import io.cardbeam.pipeline.weblog.WebLogSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/** Reads lines of logs from a topic until it is stopped. */
final class LiveRun {
  private LiveRun() {}

  /**
   * Runs it; gives the exit code.
   *
   * @param index where hits are indexed, if anywhere
   * @throws IOException if it does not start, as when there is no such topic
   */
  static int of(
      StreamHosts hosts,
      RunnerOption runner,
      StreamState state,
      WebLogSettings settings,
      LiveSettings live,
      Optional<HitIndex> index,
      PrintWriter out)
      throws IOException {
    requireTopic(live);
    PipelineOptions options =
        runner.streamingOptions(
            settings.writes() ? Map.of("--output", settings.output()) : Map.of());
    if (settings.writes()) {
      OwnerOnly.folder(Path.of(settings.output()));
    }
    try (StreamHost host = hosts.of(runner.runner())) {
      host.prepare(options, state);
      Pipeline pipeline = Pipeline.create(options);
      LiveWebLogs.read(pipeline, settings, live, index);
      out.println("reads lines of " + live.topic() + " from " + live.kafka());
      out.flush();
      return host.run(pipeline, runner.isDetached(), out);
    }
  }

  /** Before a pipeline is built that reads it. */
  private static void requireTopic(LiveSettings live) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer = live.kafka().consumer()) {
      live.kafka().partitions(consumer, live.topic());
    } catch (KafkaException e) {
      throw new IOException(
          "topic " + live.topic() + " of " + live.kafka() + " can't be read: " + e.getMessage(), e);
    }
  }
}
