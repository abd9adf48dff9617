package io.cardbeam.flink;

import io.cardbeam.command.stream.StreamState;
import io.cardbeam.command.stream.StreamState.StateBackend;
import io.cardbeam.pipeline.read.KafkaReadOptions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a stream needs of Flink: low latency, checkpoints, state from an earlier run. */
final class StreamTuning {
  /**
   * The option that tells where the job's state lies, to whoever asks Flink of the job. Beam itself
   * reads it only where its own option names a state backend.
   */
  static final String STATE_FOLDER = "stateBackendStoragePath";

  private static final String SETTINGS_FILE = "flink-conf.yaml";
  private static final long WATERMARK_EVERY_MILLIS = 100;

  /** A bundle's end waits for Kafka and PostgreSQL; its records are on their way before. */
  private static final long MAX_BUNDLE_MILLIS = 200;

  private static final long MAX_BUNDLE_SIZE = 1_000;

  /**
   * When a source's reader says that there is no record, Beam lets the source sleep for 50 ms,
   * which would be the latency of whatever comes meanwhile. So it waits for one itself, as long as
   * checkpoints and watermarks, which come between two looks, can.
   */
  private static final int READ_WAIT_MILLIS = 100;

  private StreamTuning() {}

  /** To be called before the pipeline is built, as it looks at its options then. */
  static void apply(PipelineOptions options, StreamState state) {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    flink.setRunner(FlinkRunner.class);
    flink.setJobName(state.jobName());
    flink.setStreaming(true);
    flink.setObjectReuse(true);
    flink.setFasterCopy(true);
    flink.setAutoWatermarkInterval(WATERMARK_EVERY_MILLIS);
    flink.setMaxBundleTimeMills(MAX_BUNDLE_MILLIS);
    flink.setMaxBundleSize(MAX_BUNDLE_SIZE);
    options.as(KafkaReadOptions.class).setReadWaitMillis(READ_WAIT_MILLIS);
    if (state.folder().isPresent()) {
      flink.setCheckpointingInterval(state.checkpointEvery().toMillis());
      flink.setExternalizedCheckpointsEnabled(true);
      flink.setRetainExternalizedCheckpointsOnCancellation(true);
      flink.setStateBackendStoragePath(
          JobFolder.of(state.folder().get(), state.jobName()).toString());
    }
  }

  /**
   * Where the job begins.
   *
   * @throws IOException if the folder of its state can't be looked into
   */
  static Optional<String> begin(StreamState state) throws IOException {
    if (state.from().isPresent() || state.fresh() || state.folder().isEmpty()) {
      return state.from();
    }
    return JobFolder.of(state.folder().get(), state.jobName()).newestState();
  }

  /**
   * Writes the settings for which Beam has no option into a folder. Buffers go out with each
   * record: with a time-out, which is 100 ms by default, a decision waits for it at every shuffle,
   * and at 1 ms each of some forty outputs has a thread that wakes up a thousand times a second,
   * which alone keeps a core busy.
   */
  static void writeSettings(StreamState state, Path folder) throws IOException {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("execution.buffer-timeout.interval", "0 ms");
    settings.put(
        "state.backend.type",
        switch (state.backend()) {
          case heap -> "hashmap";
          case rocksdb -> "rocksdb";
        });
    settings.put("state.backend.incremental", "true");
    if (state.backend() == StateBackend.rocksdb) {
      settings.put("state.backend.rocksdb.writebuffer.size", RocksDbMemory.WRITE_BUFFER_MIB + "mb");
    }
    if (state.folder().isPresent()) {
      JobFolder job = JobFolder.of(state.folder().get(), state.jobName());
      settings.put("state.checkpoints.dir", job.checkpoints());
      settings.put("state.savepoints.dir", job.savepoints());
    }
    settings.put("state.checkpoints.num-retained", "2");
    try (Writer writer =
        Files.newBufferedWriter(Files.createDirectories(folder).resolve(SETTINGS_FILE))) {
      for (var setting : settings.entrySet()) {
        writer.write(setting.getKey() + ": " + setting.getValue() + "\n");
      }
    }
  }
}
