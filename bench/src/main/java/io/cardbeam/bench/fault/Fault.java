package io.cardbeam.bench.fault;

import java.util.Locale;

/** What is done to a running stream, by the names that people type. */
enum Fault {
  /** One of the processes that work is killed with signal 9. */
  KILL_TASKMANAGER("kill -9 a TaskManager"),
  /** The process that coordinates is killed with signal 9. */
  KILL_JOBMANAGER("kill -9 the JobManager"),
  /** The broker is stopped in order and started again. */
  RESTART_KAFKA("restart Kafka"),
  /** The database is stopped in order and started again. */
  RESTART_POSTGRES("restart PostgreSQL"),
  /** Records that can't be read are sent, as many as requests in a second. */
  DEAD_LETTERS("records that can't be read");

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /** For the table. */
  String words() {
    return words;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
