package io.cardbeam.pipeline.classify;

import static io.cardbeam.account.ClearingTerms.later;

import io.cardbeam.account.Bookkeeper;
import io.cardbeam.pipeline.ValueBuffer;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.profile.CardProfileFormat;
import io.cardbeam.wire.StateFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * A card's state in the stream: its profile, and what its timer needs to know.
 *
 * @param profile the card's profile
 * @param armedMillis event time, milliseconds since 1970 UTC, at which the timer is set to fire;
 *     {@link #NOT_ARMED} if it is not set. Kept so that the timer costs nothing on most events
 * @param lagMillis how far the card's time is behind the stream's while purchases wait,
 *     milliseconds, 0 or more: the longest by which one of them was older than the watermark when
 *     it came. So what is old waits as long as it would if it had come in time
 */
record KeptProfile(CardProfile profile, long armedMillis, long lagMillis) {
  static final long NOT_ARMED = Long.MAX_VALUE;
  static final KeptProfile NONE = new KeptProfile(CardProfile.EMPTY, NOT_ARMED, 0);

  KeptProfile {
    if (lagMillis < 0) {
      throw new IllegalArgumentException("a card is " + lagMillis + " ms behind");
    }
  }

  boolean isArmed() {
    return armedMillis != NOT_ARMED;
  }

  KeptProfile with(CardProfile changed) {
    boolean waits = !changed.money().waiting().isEmpty();
    return new KeptProfile(changed, armedMillis, waits ? lagMillis : 0);
  }

  KeptProfile armedAt(long millis) {
    return new KeptProfile(profile, millis, lagMillis);
  }

  /**
   * After an event came, while purchases wait.
   *
   * @param eventMillis event time of the event, milliseconds since 1970 UTC
   * @param watermarkMillis the stream's, milliseconds since 1970 UTC
   */
  KeptProfile behind(long eventMillis, long watermarkMillis) {
    return watermarkMillis <= eventMillis || profile.money().waiting().isEmpty()
        ? this
        : new KeptProfile(
            profile, armedMillis, Math.max(lagMillis, difference(watermarkMillis, eventMillis)));
  }

  /** The card's time when the stream's is this; milliseconds since 1970 UTC. */
  long cardTime(long streamMillis) {
    return difference(streamMillis, lagMillis);
  }

  /**
   * The stream's time at which a purchase has waited too long, milliseconds since 1970 UTC; {@link
   * Long#MAX_VALUE} if none waits.
   */
  long wakeMillis(Bookkeeper bookkeeper) {
    long wake = bookkeeper.wakeMillis(profile.money());
    return wake == Long.MAX_VALUE ? wake : later(wake, Duration.ofMillis(lagMillis));
  }

  /** At most and least what there is of time: an absurd date must not wrap around. */
  private static long difference(long a, long b) {
    long difference = a - b;
    boolean wrapped = ((a ^ b) & (a ^ difference)) < 0;
    return wrapped ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
  }

  /** Its bytes in state and savepoints: the version of this format, the timer, the profile. */
  static final class KeptProfileCoder extends AtomicCoder<KeptProfile> {
    private static final long serialVersionUID = 1L;
    private static final StateFormat FORMAT = new StateFormat("a kept profile", 1);

    @Override
    public void encode(KeptProfile value, OutputStream out) throws IOException {
      ValueBuffer.write(
          out,
          buffer -> {
            FORMAT.write(buffer);
            DataOutputStream data = new DataOutputStream(buffer);
            data.writeLong(value.armedMillis());
            data.writeLong(value.lagMillis());
            CardProfileFormat.write(value.profile(), data);
          });
    }

    @Override
    public KeptProfile decode(InputStream in) throws IOException {
      FORMAT.read(in);
      DataInputStream data = new DataInputStream(in);
      long armedMillis = data.readLong();
      long lagMillis = data.readLong();
      return new KeptProfile(CardProfileFormat.read(data), armedMillis, lagMillis);
    }

    @Override
    public void verifyDeterministic() {
      // A function of the value, which holds no map or set.
    }
  }
}
