package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RecentRequestsTest {

  @Property(tries = 100)
  void givesBackWhatWasPutIn(@ForAll long seed) {
    Random random = new Random(seed);
    List<RecentRequest> all = new ArrayList<>();
    RecentRequests added = RecentRequests.NONE;
    for (int i = 0; i < 40; i++) {
      RecentRequest request = request(random, i);
      all.add(request);
      added = added.plus(request);
    }
    assertThat(added.ascending()).isEqualTo(all);
    assertThat(RecentRequests.of(all).ascending()).isEqualTo(all);
    for (int i = 0; i < all.size(); i++) {
      RecentRequest request = all.get(i);
      assertThat(added.timeMillis(i)).isEqualTo(request.timeMillis());
      assertThat(added.amountMinor(i)).isEqualTo(request.amountMinor());
      assertThat(added.categoryHash(i)).isEqualTo(request.categoryHash());
      assertThat(added.isAtNewMerchant(i)).isEqualTo(request.newMerchant());
      assertThat(added.outcome(i)).isEqualTo(request.outcome());
      assertThat(Float.compare(added.logOdds(i), request.suspicion().logOdds())).isZero();
      assertThat(added.probability(i)).isEqualTo(request.suspicion().probability());
      assertThat(added.hasPlace(i))
          .isEqualTo(
              request.present()
                  && !Double.isNaN(request.latitude())
                  && !Double.isNaN(request.longitude()));
    }
  }

  private static RecentRequest request(Random random, int number) {
    return new RecentRequest(
        1_000L * number,
        random.nextLong(),
        random.nextLong() >>> 1,
        random.nextLong(),
        random.nextLong(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(4) == 0 ? Double.NaN : 180 * random.nextDouble() - 90,
        random.nextInt(4) == 0 ? Double.NaN : 360 * random.nextDouble() - 180,
        List.of(Outcome.values()).get(random.nextInt(Outcome.values().length)),
        random.nextInt(4) == 0
            ? Suspicion.UNKNOWN
            : Suspicion.of((float) (30 * random.nextDouble() - 15)));
  }
}
