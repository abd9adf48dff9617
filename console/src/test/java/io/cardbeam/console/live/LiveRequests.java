package io.cardbeam.console.live;

import io.cardbeam.console.live.RequestsOnTrial.Asked;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Random requests without labels, as events. */
final class LiveRequests {
  private LiveRequests() {}

  static List<Asked> random(Random random, int count, Instant first, long spanMillis) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Asked(
                    "r-" + i,
                    "card-" + random.nextInt(5),
                    first.plusMillis(random.nextLong(spanMillis)),
                    1 + random.nextInt(50_000),
                    pick(random, List.of("USD", "USD", "EUR", "JPY")),
                    random.nextInt(6),
                    pick(random, RequestsOnTrial.CATEGORIES),
                    pick(random, List.of("TX", "CA", "")),
                    pick(random, List.of("Austin", "Dallas", "")),
                    pick(random, List.of(Outcome.values())),
                    random.nextInt(9) / 8.0,
                    false,
                    List.of()))
        .toList();
  }

  static AuthorizationRequest request(Asked asked) {
    return AuthorizationRequest.newBuilder()
        .setRequestId(asked.id())
        .setCardToken(asked.card())
        .setEventTime(asked.time())
        .setAmountMinor(asked.minor())
        .setCurrency(asked.currency())
        .setMerchantId(asked.merchantId())
        .setMerchantName(asked.merchantName())
        .setCategory(asked.category())
        .setChannel(Channel.ONLINE)
        .setMerchantState(asked.state().isEmpty() ? null : asked.state())
        .setMerchantCity(asked.city().isEmpty() ? null : asked.city())
        .build();
  }

  static AuthorizationDecision decision(Asked asked) {
    return AuthorizationDecision.newBuilder()
        .setRequestId(asked.id())
        .setCardToken(asked.card())
        .setEventTime(asked.time())
        .setOutcome(asked.outcome())
        .setFraudProbability(asked.probability())
        .setReasons(List.of())
        .setPolicyVersion("p")
        .setModelVersion("m")
        .build();
  }

  static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
