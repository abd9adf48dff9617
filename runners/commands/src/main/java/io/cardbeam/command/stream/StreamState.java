package io.cardbeam.command.stream;

import java.time.Duration;
import java.util.Optional;

/**
 * What a stream keeps, and from where it goes on.
 *
 * @param jobName what the job is called; its state is found by it
 * @param folder where jobs leave their state, a local folder or a URI; without it nothing is kept
 * @param checkpointEvery time between two checkpoints: what is worked again at most after a crash
 * @param backend in what state lies while the job runs
 * @param from savepoint or checkpoint to go on from
 * @param fresh not to look for state of an earlier run
 */
public record StreamState(
    String jobName,
    Optional<String> folder,
    Duration checkpointEvery,
    StateBackend backend,
    Optional<String> from,
    boolean fresh) {

  /** In what Flink holds state, by the names that people type. */
  public enum StateBackend {
    /** Java's heap: fast, and each checkpoint holds all of it. */
    heap,
    /**
     * RocksDB on the worker's disk: for more cards than the heap can hold; checkpoints hold what
     * changed.
     */
    rocksdb
  }
}
