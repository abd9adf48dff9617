package io.cardbeam.pipeline.files;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Decisions and dead letters as rows of CSV, RFC 4180. */
final class DecisionRow {
  static final String HEADER = "request_id,card_token,event_time,outcome,fraud_probability,reasons";
  static final String DEAD_LETTER_HEADER = "source,position,code,reason,payload";
  private static final int PROBABILITY_DIGITS = 6;

  private DecisionRow() {}

  /** The probability has six decimals; reasons are separated by semicolons. */
  static String of(AuthorizationDecision decision) {
    return CsvRow.of(
        List.of(
            decision.getRequestId(),
            decision.getCardToken(),
            decision.getEventTime().toString(),
            decision.getOutcome().name().toLowerCase(Locale.ROOT),
            BigDecimal.valueOf(decision.getFraudProbability())
                .setScale(PROBABILITY_DIGITS, RoundingMode.HALF_EVEN)
                .toPlainString(),
            decision.getReasons().stream().map(Reason::getText).collect(Collectors.joining("; "))));
  }

  static String of(DeadLetter letter) {
    return CsvRow.of(
        List.of(
            letter.getSource(),
            Long.toString(letter.getPosition()),
            letter.getCode(),
            letter.getReason(),
            StandardCharsets.UTF_8.decode(letter.getPayload().duplicate()).toString()));
  }
}
