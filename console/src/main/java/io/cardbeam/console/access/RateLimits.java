package io.cardbeam.console.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A token bucket for each key, in this process. Nobody but the holder of a key can empty its
 * bucket: it is asked only when the key is known to be right.
 */
public final class RateLimits {
  private final TimeMeter time;
  private final Map<String, Limited> byKey = new ConcurrentHashMap<>();

  private record Limited(Rate rate, Bucket bucket) {}

  /**
   * What the bucket says.
   *
   * @param allowed whether the request may go on
   * @param remaining requests that may follow at once
   * @param resetSeconds until the bucket is full again
   * @param retrySeconds until the next request may come; 0 if this one may go on
   */
  public record Verdict(
      Rate rate, boolean allowed, long remaining, long resetSeconds, long retrySeconds) {

    /** Value of the header {@code RateLimit-Policy}: the bucket, and how long it takes to fill. */
    public String policyHeader() {
      return "\"key\";q=" + rate.burst() + ";w=" + ceilDiv(rate.burst(), rate.perSecond());
    }

    /** Value of the header {@code RateLimit}: what is left, and until when it is full again. */
    public String limitHeader() {
      return "\"key\";r=" + remaining + ";t=" + resetSeconds;
    }
  }

  /** Buckets that are full, by the machine's clock. */
  public RateLimits() {
    this(TimeMeter.SYSTEM_NANOTIME);
  }

  RateLimits(TimeMeter time) {
    this.time = time;
  }

  /** Takes one request out of the bucket of a key; a new rate begins with a full bucket. */
  public Verdict take(String keyId, Rate rate) {
    Limited limited =
        byKey.compute(
            keyId, (id, known) -> known != null && known.rate().equals(rate) ? known : full(rate));
    ConsumptionProbe probe = limited.bucket().tryConsumeAndReturnRemaining(1);
    return new Verdict(
        rate,
        probe.isConsumed(),
        probe.getRemainingTokens(),
        seconds(probe.getNanosToWaitForReset()),
        seconds(probe.getNanosToWaitForRefill()));
  }

  private Limited full(Rate rate) {
    return new Limited(
        rate,
        Bucket.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(rate.burst())
                        .refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
            .withCustomTimePrecision(time)
            .build());
  }

  private static long seconds(long nanos) {
    return ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
  }

  private static long ceilDiv(long value, long by) {
    return -Math.floorDiv(-value, by);
  }
}
