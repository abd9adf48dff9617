package io.cardbeam.flink.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.money.Currencies;
import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A line of a case: something that happened to a card, once or several times in a row.
 *
 * @param at event time of the first
 * @param card that it is on
 * @param kind what happened: {@code request}, {@code purchase}, ..., or {@code probe}, a request
 *     that no limit allows, so that its answer tells what is available
 * @param id key of the event; of several the number follows
 * @param of key of the event that it is about; empty for what stands by itself
 * @param amountMinor minor units
 * @param currency ISO 4217 code
 * @param times how often, one or more
 * @param every time between two
 * @param more what else the line says
 */
record CaseStep(
    Instant at,
    CaseCard card,
    String kind,
    String id,
    String of,
    long amountMinor,
    String currency,
    int times,
    Duration every,
    JsonNode more) {

  static CaseStep of(JsonNode node, Map<String, CaseCard> cards) {
    CaseCard card =
        node.has("card")
            ? Objects.requireNonNull(cards.get(node.path("card").asText()))
            : cards.values().iterator().next();
    String kind = node.path("event").asText();
    String currency = node.path("currency").asText(card.currency());
    long amountMinor =
        kind.equals("probe")
            ? Currencies.active(currency).orElseThrow().maxAmountMinor()
            : minor(node.path("amount").asText("0"), currency);
    return new CaseStep(
        Instant.parse(node.path("at").asText()),
        card,
        kind,
        node.path("id").asText("probe-" + node.path("at").asText()),
        node.path("of").asText(),
        amountMinor,
        currency,
        node.path("times").asInt(1),
        Duration.ofMillis(node.path("every_ms").asLong()),
        node);
  }

  static long minor(String amount, String currency) {
    return new BigDecimal(amount).movePointRight(MinorUnits.digits(currency)).longValueExact();
  }

  /** Key of one of them, from 0. */
  String id(int number) {
    return times == 1 ? id : id + "-" + (number + 1);
  }

  /** Event time of one of them, from 0. */
  Instant at(int number) {
    return at.plus(every.multipliedBy(number));
  }
}
