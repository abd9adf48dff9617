package io.cardbeam.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.address.AddressCounts.Reach;
import io.cardbeam.event.AddressCount;
import io.cardbeam.sample.SampleCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Against a list of all counts that is gone through for each question. */
class AddressCountsTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final String ADDRESS = SampleCounts.address(1);

  @Property(tries = 200)
  void whateverOrderAndHoweverOftenTheAnswersAreThoseOfGoingThroughAllOfThem(@ForAll long seed) {
    Random random = new Random(seed);
    List<AddressCount> all = generated(random);
    for (Reach reach : Reach.values()) {
      AddressCounts counts = shuffled(all, reach, random);
      for (int i = 0; i < 200; i++) {
        String address = SampleCounts.address(random.nextInt(5));
        long at = T.toEpochMilli() + random.nextInt(20 * 3_600_000);
        assertThat(counts.within(address, at))
            .as("seed %d, %s at %d", seed, address, at)
            .isEqualTo(slowly(all, reach, address, at));
      }
      assertThat(shuffled(all, reach, random)).as("seed %d", seed).isEqualTo(counts);
      AddressCounts some = shuffled(all.subList(0, all.size() / 2), reach, random);
      AddressCounts others = shuffled(all.subList(all.size() / 3, all.size()), reach, random);
      assertThat(some.union(others)).as("seed %d", seed).isEqualTo(counts);
      assertThat(AddressCounts.of(reach, counts.latestMillis(), counts.steps())).isEqualTo(counts);
    }
  }

  private static AddressCounts shuffled(List<AddressCount> all, Reach reach, Random random) {
    List<AddressCount> left = new ArrayList<>(all);
    left.addAll(all.subList(0, all.size() / 4));
    Collections.shuffle(left, random);
    AddressCounts counts = AddressCounts.empty(reach);
    while (!left.isEmpty()) {
      List<AddressCount> batch = left.subList(0, Math.min(left.size(), 1 + random.nextInt(9)));
      AddressCounts.Grown grown = counts.plusAll(batch);
      assertThat(grown.dropped()).isZero();
      counts = grown.counts();
      batch.clear();
    }
    return counts;
  }

  private static List<AddressCount> generated(Random random) {
    List<AddressCount> all = new ArrayList<>();
    int size = 1 + random.nextInt(120);
    for (int i = 0; i < size; i++) {
      Instant hour = T.plus(Duration.ofHours(random.nextInt(16)));
      all.add(
          SampleCounts.count(
              SampleCounts.address(random.nextInt(4)),
              hour,
              3 + random.nextInt(DistinctCards.MAX - 2),
              hour.plusMillis(random.nextInt(7_200_000))));
    }
    return all;
  }

  private static int slowly(List<AddressCount> all, Reach reach, String address, long at) {
    long latest =
        all.stream().mapToLong(c -> c.getEffectiveFrom().toEpochMilli()).max().orElseThrow();
    long horizon =
        reach == Reach.ARCHIVE
            ? Long.MIN_VALUE
            : (latest - reach.allowanceMillis()) / 3_600_000 * 3_600_000;
    return all.stream()
        .filter(c -> c.getAddressHash().equals(address))
        .filter(c -> c.getUntil().toEpochMilli() > horizon)
        .filter(c -> c.getEffectiveFrom().toEpochMilli() <= at && at < c.getUntil().toEpochMilli())
        .mapToInt(AddressCount::getCards)
        .max()
        .orElse(0);
  }

  @Test
  void countsFromItsTimeToTheEndOfTheNextHour() {
    AddressCounts counts = one(SampleCounts.count(ADDRESS, T, 7, T.plusSeconds(60)));
    assertThat(counts.within(ADDRESS, millis(T.plusSeconds(60)) - 1)).isZero();
    assertThat(counts.within(ADDRESS, millis(T.plusSeconds(60)))).isEqualTo(7);
    assertThat(counts.within(ADDRESS, millis(T.plusSeconds(7_200)) - 1)).isEqualTo(7);
    assertThat(counts.within(ADDRESS, millis(T.plusSeconds(7_200)))).isZero();
    assertThat(counts.within(SampleCounts.address(2), millis(T.plusSeconds(60)))).isZero();
  }

  @Test
  void whatIsLongPastIsDroppedInAStreamAndKeptOfAnArchive() {
    AddressCount old = SampleCounts.count(ADDRESS, T, 7, T);
    Instant kept = T.plusSeconds(7_200).plusMillis(Reach.LIVE.allowanceMillis());
    AddressCount late = SampleCounts.count(SampleCounts.address(2), kept, 3, kept);
    AddressCount before =
        SampleCounts.count(
            SampleCounts.address(2), kept.minusSeconds(3_600), 3, kept.minusMillis(1));
    assertThat(one(old).plusAll(List.of(before)).counts().within(ADDRESS, millis(T))).isEqualTo(7);
    assertThat(one(old).plusAll(List.of(late)).counts().within(ADDRESS, millis(T))).isZero();
    assertThat(one(late).plusAll(List.of(old)).counts()).isEqualTo(one(late));
    assertThat(
            AddressCounts.empty(Reach.ARCHIVE)
                .plusAll(List.of(old, late))
                .counts()
                .within(ADDRESS, millis(T)))
        .isEqualTo(7);
  }

  @Test
  void beyondTheLimitTheLowestOfTheOldestHourGoFirst() {
    List<AddressCount> full = new ArrayList<>();
    full.add(SampleCounts.count(SampleCounts.address(0), T, 9, T));
    full.add(SampleCounts.count(ADDRESS, T, 3, T));
    Instant next = T.plusSeconds(3_600);
    for (int i = 2; i < Reach.LIVE.maxCounts(); i++) {
      full.add(SampleCounts.count(SampleCounts.address(i), next, 3, next));
    }
    AddressCounts.Grown grown = AddressCounts.empty(Reach.LIVE).plusAll(full);
    assertThat(grown.dropped()).isZero();
    assertThat(grown.counts().within(ADDRESS, millis(next))).isEqualTo(3);
    AddressCounts.Grown more =
        grown.counts().plusAll(List.of(SampleCounts.count("one-more", next, 3, next)));
    assertThat(more.dropped()).isEqualTo(1);
    assertThat(more.counts().size()).isEqualTo(Reach.LIVE.maxCounts());
    assertThat(more.counts().within(ADDRESS, millis(next))).isZero();
    assertThat(more.counts().within(SampleCounts.address(0), millis(next))).isEqualTo(9);
    assertThat(more.counts().within("one-more", millis(next))).isEqualTo(3);
  }

  private static AddressCounts one(AddressCount count) {
    return AddressCounts.empty(Reach.LIVE).plusAll(List.of(count)).counts();
  }

  private static long millis(Instant time) {
    return time.toEpochMilli();
  }
}
