package io.cardbeam.pipeline.classify;

import io.cardbeam.event.Purchase;
import io.cardbeam.profile.KnownEvents;
import io.cardbeam.profile.ProfileOfParts;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.sample.StateFixture;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the step that decides keeps of a card. */
class KeptStateTest {
  @Test
  void profilesAreKeptReadAndRefused() throws IOException {
    for (boolean armed : new boolean[] {false, true}) {
      new StateFixture<>(
              armed ? "profile-timer" : "profile",
              new KeptProfile.KeptProfileCoder(),
              new KeptProfile(
                  ProfileOfParts.profile(), armed ? 1_234 : KeptProfile.NOT_ARMED, armed ? 5 : 0),
              List.of())
          .verify();
    }
    new StateFixture<>(
            "profile-empty", new KeptProfile.KeptProfileCoder(), KeptProfile.NONE, List.of())
        .verify();
  }

  @Test
  void waitingPurchasesAreKeptReadAndRefused() throws IOException {
    new StateFixture<>(
            "waiting-purchases",
            new WaitingPurchasesCoder(),
            List.of(
                SampleEvents.purchase("p-1", "a-1", "card-A", SampleEvents.START, 12_34),
                SampleEvents.purchase("p-2", "a-2", "card-A", SampleEvents.START, 56_78)),
            List.of(Purchase.getClassSchema()))
        .verify();
  }

  @Test
  void knownEventsAreKeptReadAndRefused() throws IOException {
    KnownEvents known =
        KnownEvents.NONE
            .plus(SampleEvents.payment("y-1", "card-A", SampleEvents.START, 50_00))
            .plus(
                SampleEvents.chargeback(
                    "c-1", "p-1", "r-1", "card-A", SampleEvents.START.plusSeconds(1), 12_34));
    new StateFixture<>("known-events", new KnownEventsCoder(), known, List.of()).verify();
  }
}
