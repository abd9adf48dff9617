package io.cardbeam.console.gateway;

import io.cardbeam.event.AuthorizationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;

/** Which fields of a request differ from the first one under the same id. */
final class Differences {
  /** Fields of the event that are called otherwise in the API, or that lie within the merchant. */
  private static final Map<String, String> POINTERS =
      Map.ofEntries(
          Map.entry("card_token", "/card_number"),
          Map.entry("amount_minor", "/amount"),
          Map.entry("merchant_id", "/merchant/id"),
          Map.entry("merchant_name", "/merchant/name"),
          Map.entry("category", "/merchant/category"),
          Map.entry("merchant_latitude", "/merchant/latitude"),
          Map.entry("merchant_longitude", "/merchant/longitude"),
          Map.entry("merchant_city", "/merchant/city"),
          Map.entry("merchant_state", "/merchant/state"),
          Map.entry("client_network", "/client_ip"),
          Map.entry("client_ip_hash", "/client_ip"),
          Map.entry("client_agent_hash", "/user_agent"));

  /** What the gateway adds, and another one or a later one may add otherwise. */
  private static final Set<String> NO_CONTENT = Set.of("event_time", "client_country");

  private Differences() {}

  /** JSON pointers to the fields that differ, each once, in the contract's order. */
  static List<String> between(AuthorizationRequest first, AuthorizationRequest second) {
    List<String> pointers = new ArrayList<>();
    for (Schema.Field field : AuthorizationRequest.getClassSchema().getFields()) {
      String pointer = POINTERS.getOrDefault(field.name(), "/" + field.name());
      if (!NO_CONTENT.contains(field.name())
          && !Objects.equals(first.get(field.pos()), second.get(field.pos()))
          && !pointers.contains(pointer)) {
        pointers.add(pointer);
      }
    }
    return pointers;
  }
}
