package io.cardbeam.local;

import io.cardbeam.command.weblog.BackgroundShipping;
import io.cardbeam.console.weblog.WeblogIndex;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.flink.LocalFlink;
import io.cardbeam.geo.GeoSource;
import io.cardbeam.local.search.LocalSearch;
import io.cardbeam.local.visitor.Visitors;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.read.ReadKafka;
import io.cardbeam.pipeline.search.DailyIndices;
import io.cardbeam.pipeline.search.Patience;
import io.cardbeam.pipeline.search.SearchServer;
import io.cardbeam.pipeline.search.WeblogTemplate;
import io.cardbeam.pipeline.weblog.HitIndex;
import io.cardbeam.pipeline.weblog.LiveSettings;
import io.cardbeam.pipeline.weblog.LiveWebLogs;
import io.cardbeam.pipeline.weblog.WebLogSettings;
import io.cardbeam.weblog.LogFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The gateway's access log in an index, as it is written: shipped to a topic, read from there by
 * the unbounded pipeline, indexed in an OpenSearch of its own. Stopped, the pipeline leaves a
 * savepoint and the shipping its place; the next start goes on from both.
 */
final class DemoWeblogs implements AutoCloseable {
  /** Topic of the lines. */
  static final String TOPIC = "access-logs";

  /** Days whose indices are kept. */
  static final int KEEP_DAYS = 7;

  private static final String JOB = "weblogs";
  private static final String HOST = "demo";
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(20);
  private static final Duration SESSION_WAIT = Duration.ofMinutes(30);
  private static final Duration RUNS_WITHIN = Duration.ofMinutes(2);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Path accessLog;
  private final WeblogIndex index;

  private DemoWeblogs(DataFolder data, KafkaConnection kafka) throws IOException {
    Path folder = data.part("weblogs");
    accessLog = folder.resolve("access.log");
    DailyIndices indices = new DailyIndices(WeblogTemplate.PREFIX);
    try {
      LocalSearch search =
          keep(
              LocalSearch.start(
                  data.root().resolve("opensearch"),
                  data.root().resolve("log").resolve("opensearch.log"),
                  data.ports().port("opensearch"),
                  data.ports().port("opensearch-nodes"),
                  LocalSearch.LEAST_HEAP_MIB));
      // The places are made up, so nobody is named for them.
      index = new WeblogIndex(search.connection(), indices, Optional.empty());
      SearchServer server = new SearchServer(search.connection());
      WeblogTemplate.put(server, indices);
      server.deleteBefore(
          indices, LocalDate.now(ZoneOffset.UTC).minusDays(KEEP_DAYS - 1L).toEpochDay());
      Path places = folder.resolve("made-up-places.mmdb");
      Visitors.writePlaces(places);
      try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), kafka.topicPrefix())) {
        topics.create(TOPIC);
      }
      read(keep(LocalFlink.start(folder.resolve("flink"), 1)), kafka, places);
      keep(
          BackgroundShipping.start(
              kafka, kafka.topicPrefix() + TOPIC, accessLog, folder.resolve("place.csv"), HOST));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts it.
   *
   * @throws IOException if a part does not start; those that did are stopped
   */
  static DemoWeblogs start(DataFolder data, KafkaConnection kafka) throws IOException {
    return new DemoWeblogs(data, kafka);
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  private void read(LocalFlink flink, KafkaConnection kafka, Path places) throws IOException {
    PipelineOptions options = PipelineOptionsFactory.create();
    flink.configure(options, JOB, CHECKPOINT_EVERY);
    Pipeline pipeline = Pipeline.create(options);
    LiveWebLogs.read(
        pipeline,
        new WebLogSettings(
            LogFormats.AUTO,
            new GeoSource.File(places.toString()),
            true,
            false,
            Long.MIN_VALUE,
            "",
            WebLogSettings.HitFormat.CSV,
            1),
        new LiveSettings(
            kafka,
            kafka.topicPrefix() + TOPIC,
            ReadKafka.StartFrom.EARLIEST,
            Duration.ofMinutes(1),
            SESSION_WAIT),
        Optional.of(new HitIndex(index.connection(), index.indices(), Patience.LONG)));
    FlinkJob job = flink.submit(pipeline);
    started.push(() -> flink.jobFolder(JOB).keepOnly(job.stopWithSavepoint()));
    job.awaitRunning(RUNS_WITHIN);
  }

  /** What the gateway is to write. */
  Path accessLog() {
    return accessLog;
  }

  /** Where the hits are. */
  WeblogIndex index() {
    return index;
  }

  /** Sends what the log has, and stops all of it in order. */
  @Override
  public void close() throws IOException {
    IOException failure = new IOException("not every part of the web logs stopped in order");
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
