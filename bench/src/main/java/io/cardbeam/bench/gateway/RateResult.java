package io.cardbeam.bench.gateway;

/**
 * What came of one rate.
 *
 * @param rate requests a second by the gateway
 * @param gateway from when a request was to be sent until its answer was there
 * @param stream the same of requests without a gateway, until a consumer had the decision
 * @param byDefault answers by the gateway that waited for no decision
 * @param failed requests that got none
 */
record RateResult(double rate, Latency gateway, Latency stream, long byDefault, long failed) {
  /** What the gateway adds at the 99th percentile, milliseconds. */
  double added() {
    return gateway.p99() - stream.p99();
  }

  /** Whether each request got its decision, and the gateway adds no more than this. */
  boolean holds(double mostAdded) {
    return byDefault == 0 && failed == 0 && added() <= mostAdded;
  }
}
