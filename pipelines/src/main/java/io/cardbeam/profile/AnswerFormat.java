package io.cardbeam.profile;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.reason.ReasonFormat;
import io.cardbeam.text.StableHash;
import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one answer: what makes the same {@link AuthorizationDecision} again for a request
 * that comes again. The request has its id and the card; of the id its {@link StableHash} is kept.
 * Policy and model are named by a place in a list that the answers of a card share.
 *
 * <p>In order: eight bytes of hash, one of that place, one that tells outcome and what is missing,
 * event time, probability, then what there is of log-odds and fingerprints, and the reasons.
 */
final class AnswerFormat {
  /** Where the byte with the place of policy and model lies. */
  static final int VERSIONS_AT = Long.BYTES;

  private static final int USUAL_BYTES = 128;
  private static final int MOST_REASONS = 1 << 16;

  private static final int OUTCOME = 3;
  private static final int ALERT_TOLD = 1 << 2;
  private static final int ALERT_RAISED = 1 << 3;
  private static final int LOG_ODDS = 1 << 4;
  private static final int FEATURES = 1 << 5;
  private static final int REQUEST = 1 << 6;

  private AnswerFormat() {}

  /**
   * Policy and model that decided.
   *
   * @param policy version of the policy
   * @param model version of the model
   */
  record Versions(String policy, String model) {
    static Versions of(AuthorizationDecision decision) {
      return new Versions(decision.getPolicyVersion(), decision.getModelVersion());
    }
  }

  /**
   * The bytes of a decision.
   *
   * @param versions place of its policy and model, 0 to 255
   */
  static CompactWriter bytes(AuthorizationDecision decision, int versions) {
    CompactWriter to = new CompactWriter(USUAL_BYTES);
    to.word(StableHash.of(decision.getRequestId()));
    to.one(versions);
    Float logOdds = decision.getPatternLogOdds();
    Long features = decision.getFeatureHash();
    Long request = decision.getRequestFingerprint();
    to.one(
        outcome(decision.getOutcome())
            | alert(decision.getAlertRaised())
            | (logOdds == null ? 0 : LOG_ODDS)
            | (features == null ? 0 : FEATURES)
            | (request == null ? 0 : REQUEST));
    to.signed(decision.getEventTime().toEpochMilli());
    to.word(Double.doubleToRawLongBits(decision.getFraudProbability()));
    if (logOdds != null) {
      to.half(Float.floatToRawIntBits(logOdds));
    }
    if (features != null) {
      to.word(features);
    }
    if (request != null) {
      to.word(request);
    }
    to.number(decision.getReasons().size());
    for (Reason reason : decision.getReasons()) {
      ReasonFormat.write(reason, to);
    }
    return to;
  }

  private static int outcome(Outcome outcome) {
    return switch (outcome) {
      case APPROVED -> 0;
      case REFERRED -> 1;
      case DECLINED -> 2;
    };
  }

  private static int alert(@Nullable Boolean raised) {
    return raised == null ? 0 : raised ? ALERT_TOLD | ALERT_RAISED : ALERT_TOLD;
  }

  /** Event time of the answer that comes next, milliseconds since 1970 UTC. */
  static long timeMillis(CompactReader from) throws IOException {
    from.skip(VERSIONS_AT + 2);
    return from.signed();
  }

  /**
   * The decision that comes next.
   *
   * @param request that it answers
   * @param all policies and models
   */
  static AuthorizationDecision read(
      CompactReader from, AuthorizationRequest request, List<Versions> all) throws IOException {
    from.skip(VERSIONS_AT);
    Versions versions = all.get(from.one());
    int flags = from.one();
    Instant time = Instant.ofEpochMilli(from.signed());
    double probability = Double.longBitsToDouble(from.word());
    Float logOdds = (flags & LOG_ODDS) == 0 ? null : (Float) Float.intBitsToFloat(from.half());
    Long features = (flags & FEATURES) == 0 ? null : (Long) from.word();
    Long fingerprint = (flags & REQUEST) == 0 ? null : (Long) from.word();
    return new AuthorizationDecision(
        request.getRequestId(),
        request.getCardToken(),
        time,
        outcome(flags),
        probability,
        reasons(from),
        versions.policy(),
        versions.model(),
        logOdds,
        features,
        fingerprint,
        (flags & ALERT_TOLD) == 0 ? null : (Boolean) ((flags & ALERT_RAISED) != 0));
  }

  private static Outcome outcome(int flags) throws IOException {
    return switch (flags & OUTCOME) {
      case 0 -> Outcome.APPROVED;
      case 1 -> Outcome.REFERRED;
      case 2 -> Outcome.DECLINED;
      default -> throw new IOException("an answer has no outcome");
    };
  }

  private static List<Reason> reasons(CompactReader from) throws IOException {
    int count = from.count(MOST_REASONS, "reasons of an answer");
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      reasons.add(ReasonFormat.read(from));
    }
    return reasons;
  }
}
