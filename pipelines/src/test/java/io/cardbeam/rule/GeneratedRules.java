package io.cardbeam.rule;

import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.sample.SampleRules;
import io.cardbeam.wire.RuleRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rules and list entries drawn at random, with every kind of tie among their times. */
final class GeneratedRules {
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  static final long SPAN_MILLIS = 100;

  private static final List<String> CONDITIONS =
      List.of(
          "amount > 2.0",
          "requests_1h >= 3",
          "fraud_probability < 0.3",
          "true",
          "1 / (amount_minor % 2) == 1");

  private GeneratedRules() {}

  static List<RuleRecord> of(Random random, int count) {
    List<RuleRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(random.nextInt(3) == 0 ? listing(random) : rule(random));
    }
    return records;
  }

  private static RuleRecord rule(Random random) {
    RuleVersion version =
        SampleRules.version(
            "r" + random.nextInt(5),
            1 + random.nextInt(6),
            any(random, RuleState.values()),
            time(random),
            any(random, RuleAction.values()),
            random.nextInt(3),
            CONDITIONS.get(random.nextInt(CONDITIONS.size())));
    return new RuleRecord.OfRule(
        RuleVersion.newBuilder(version).setPublishedAt(time(random)).build());
  }

  private static RuleRecord listing(Random random) {
    ListName list = any(random, ListName.values());
    boolean merchant = list == ListName.ALLOW_MERCHANT || list == ListName.BLOCK_MERCHANT;
    String key = random.nextBoolean() ? "other" : merchant ? "m-1" : "card-A";
    Instant from = time(random);
    return new RuleRecord.OfList(
        new ListEntry(
            list,
            key,
            from,
            random.nextBoolean() ? null : from.plusMillis(1 + random.nextInt(20)),
            random.nextInt(3) > 0,
            time(random),
            ""));
  }

  private static Instant time(Random random) {
    return START.plusMillis(random.nextLong(SPAN_MILLIS / 10) * 10);
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
