package io.cardbeam.pipeline.address;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.address.DistinctCards;
import io.cardbeam.sample.SampleCounts;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.sample.StateFixture;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts by address in state. */
class AddressStateTest {
  @Test
  void tablesAreKeptReadAndRefused() throws IOException {
    AddressCounts counts =
        AddressCounts.empty(AddressCounts.Reach.LIVE)
            .plusAll(
                List.of(
                    SampleCounts.count(
                        SampleCounts.address(1), SampleEvents.START, 7, SampleEvents.START),
                    SampleCounts.count(
                        SampleCounts.address(2),
                        SampleEvents.START,
                        3,
                        SampleEvents.START.plusSeconds(60))))
            .counts();
    new StateFixture<>("address-counts", AddressCountsCoder.of(), counts, List.of()).verify();
  }

  @Test
  void cardsOfAnHourAreKeptReadAndRefused() throws IOException {
    new StateFixture<>(
            "distinct-cards",
            new DistinctCardsCoder(),
            DistinctCards.of(new long[] {-1, 5, 9}),
            List.of())
        .verify();
  }
}
