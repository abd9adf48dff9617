package io.cardbeam.flink.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import io.cardbeam.wire.Event;
import java.time.Instant;

/**
 * A card of a case.
 *
 * @param name as the case calls it
 * @param token that starts with the name and whose cycles close on the statement day
 * @param statementDay 1 to 28
 * @param limitMinor credit limit, minor units
 * @param currency ISO 4217 code
 */
record CaseCard(String name, String token, int statementDay, long limitMinor, String currency) {
  private static final Instant ISSUED = Instant.parse("2025-01-01T00:00:00Z");
  private static final int DAYS = 28;
  private static final int USUAL_DAY = 20;

  static CaseCard of(JsonNode node) {
    String name = node.path("card").asText();
    int day = node.path("statement_day").asInt(USUAL_DAY);
    String currency = node.path("currency").asText("USD");
    int number = 0;
    while (1 + Math.floorMod((name + "-" + number).hashCode(), DAYS) != day) {
      number++;
    }
    return new CaseCard(
        name,
        name + "-" + number,
        day,
        CaseStep.minor(node.path("limit").asText("1000.00"), currency),
        currency);
  }

  /** Its issue, before all that happens in a case. */
  Event issue() {
    return Event.of(
        CardUpdate.newBuilder()
            .setUpdateId("issue-" + token)
            .setCardToken(token)
            .setEventTime(ISSUED)
            .setKind(CardUpdateKind.ISSUED)
            .setStatus(CardStatus.ACTIVE)
            .setLastFour("1234")
            .setCreditLimitMinor(limitMinor)
            .setCurrency(currency)
            .setCardholder(
                Cardholder.newBuilder()
                    .setFirstName("Ada")
                    .setLastName(name)
                    .setStreet("1 Mill Road")
                    .setCity("Columbus")
                    .setState("OH")
                    .setPostalCode("43004")
                    .setLatitude(39.96)
                    .setLongitude(-83.0)
                    .build())
            .build());
  }
}
