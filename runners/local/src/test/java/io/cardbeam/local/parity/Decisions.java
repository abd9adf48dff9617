package io.cardbeam.local.parity;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Made-up decisions, and files of them. */
final class Decisions {
  private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

  private Decisions() {}

  /** The n-th one, an hour after the one before. */
  static AuthorizationDecision number(int n) {
    return AuthorizationDecision.newBuilder()
        .setRequestId("r-" + n)
        .setCardToken("card-" + n % 3)
        .setEventTime(START.plus(Duration.ofHours(n)))
        .setOutcome(Outcome.APPROVED)
        .setFraudProbability(0.001 * n)
        .setReasons(List.of(new Reason("UNUSUAL_AMOUNT", "amount 3x your usual", null)))
        .setPolicyVersion("p-1")
        .setModelVersion("m-1")
        .setPatternLogOdds(-3.5f)
        .setFeatureHash(1_000L + n)
        .build();
  }

  /** The first ones, in order. */
  static List<AuthorizationDecision> first(int count) {
    List<AuthorizationDecision> decisions = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      decisions.add(number(n));
    }
    return decisions;
  }

  static AvroDecisions write(Path folder, List<AuthorizationDecision> decisions)
      throws IOException {
    AvroDecisions file = AvroDecisions.in(Files.createDirectories(folder));
    try (RowFile<AuthorizationDecision> writer = file.write()) {
      for (AuthorizationDecision decision : decisions) {
        writer.add(decision);
      }
    }
    return file;
  }
}
