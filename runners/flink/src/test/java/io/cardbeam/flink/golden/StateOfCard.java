package io.cardbeam.flink.golden;

import io.cardbeam.account.Bookkeeper;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.flink.golden.OddArrivals.Arrival;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.profile.CardProfileFormat;
import io.cardbeam.profile.KnownEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What a stream keeps of a card after its history, in bytes.
 *
 * @param profile the profile, its account and what its timer needs to know
 * @param known which events came
 * @param authorizations how many answered requests are kept
 */
record StateOfCard(long profile, long known, long authorizations) {
  private static final int TIMER_BYTES = 1 + 2 * Long.BYTES;

  /**
   * Plays a history as the stream takes it.
   *
   * @param arrivals of one card, in order
   * @param decisions on its requests, by id
   */
  static StateOfCard after(List<Arrival> arrivals, Map<String, AuthorizationDecision> decisions) {
    CardProfile profile = CardProfile.EMPTY;
    KnownEvents known = KnownEvents.NONE;
    for (Arrival arrival : arrivals) {
      Event event = arrival.event();
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        AuthorizationRequest request = event.body(AuthorizationRequest.class);
        AuthorizationDecision decision = decisions.get(event.id());
        if (decision != null && profile.answerTo(request).isEmpty()) {
          profile =
              profile
                  .expired(event.eventTimeMillis(), Bookkeeper.standard())
                  .profile()
                  .asOf(event.eventTimeMillis())
                  .apply(request, decision);
        }
      } else if (known.standing(event).isEmpty()) {
        known = known.plus(event);
        profile = profile.apply(event);
      }
      profile = profile.forgetting(Math.min(arrival.atMillis(), event.eventTimeMillis()));
    }
    return new StateOfCard(
        TIMER_BYTES + bytes(profile), bytes(known), profile.money().authorizations().size());
  }

  private static long bytes(CardProfile profile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CardProfileFormat.write(profile, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size();
  }

  private static long bytes(KnownEvents known) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      known.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size();
  }
}
