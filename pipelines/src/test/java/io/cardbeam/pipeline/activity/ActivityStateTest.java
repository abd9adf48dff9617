package io.cardbeam.pipeline.activity;

import io.cardbeam.sample.StateFixture;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums of a minute in state. */
class ActivityStateTest {
  @Test
  void sumsAreKeptReadAndRefused() throws IOException {
    new StateFixture<>(
            "count-and-sum",
            new CountAndSum.CountAndSumCoder(),
            new CountAndSum(3, 400_00),
            List.of())
        .verify();
  }
}
