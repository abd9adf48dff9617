package io.cardbeam.command.traffic;

/**
 * Traffic so far.
 *
 * @param requests authorization requests sent
 * @param approved of these
 * @param referred of these
 * @param declined of these
 * @param alerts fraud alerts raised, each counted once
 * @param followUps purchases and what follows them, sent
 * @param updates card updates and other events that wait for no decision, sent
 * @param repeated decisions that came again
 * @param eventTimeMillis how far event time has come; 0 before the first request
 * @param thefts decided requests that are known to be thieves'; 0 where nobody knows
 * @param theftsStopped of these, referred or declined
 * @param latency request sent to decision read, of all requests
 * @param recentLatency the same, of those answered since the counts were last taken
 */
public record TrafficCounts(
    long requests,
    long approved,
    long referred,
    long declined,
    long alerts,
    long followUps,
    long updates,
    long repeated,
    long eventTimeMillis,
    long thefts,
    long theftsStopped,
    Latency latency,
    Latency recentLatency) {

  /** Requests that have their decision. */
  public long decided() {
    return approved + referred + declined;
  }

  /** Requests that were referred or declined and are nobody's theft. */
  public long hindered() {
    return referred + declined - theftsStopped;
  }

  /**
   * Latencies, microseconds; 0 if there were none.
   *
   * @param p50Micros half were faster
   * @param p99Micros 99 of 100 were faster
   * @param maxMicros the slowest
   */
  public record Latency(long p50Micros, long p99Micros, long maxMicros) {}
}
