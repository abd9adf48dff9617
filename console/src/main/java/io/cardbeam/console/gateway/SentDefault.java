package io.cardbeam.console.gateway;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An answer by default that a caller got, or is about to get.
 *
 * @param at when it was given
 */
public record SentDefault(Asked asked, Outcome outcome, Instant at) {
  /** Header of a request's copy: how it was answered by default. */
  public static final String OUTCOME_HEADER = "cardbeam-default";

  /** Header of a request's copy: when it was. */
  public static final String TIME_HEADER = "cardbeam-default-at";

  /** What headers say of a request's copy; empty where they say nothing, or nonsense. */
  public static Optional<SentDefault> of(
      AuthorizationRequest request, String requestId, String outcome, String at) {
    Optional<Outcome> given =
        Arrays.stream(Outcome.values()).filter(one -> one.name().equals(outcome)).findFirst();
    try {
      return given.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new SentDefault(Asked.of(request, requestId), given.get(), Instant.parse(at)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
