package io.cardbeam.pipeline.statement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.money.MinorUnits;

/**
 * An amount in JSON: minor units for machines beside the decimal for people, which is a string lest
 * a reader takes it for a binary fraction: {@code {"minor": 1234, "amount": "12.34"}}.
 */
record MoneyJson(String currency) {

  ObjectNode of(long minor) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("minor", minor)
        .put("amount", MinorUnits.decimal(minor, currency));
  }
}
