package io.cardbeam.console.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.ApiKey;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.http.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keys as a command prints them: for people, or as JSON. */
final class KeyOutput {
  private KeyOutput() {}

  /** A key that was just made, with its secret. */
  static void made(PrintWriter out, ApiKey.Made made, boolean asJson) {
    if (asJson) {
      out.println(Json.text(Json.object().put("id", made.id()).put("key", made.text())));
    } else {
      out.println("key  " + made.text());
      out.println("id   " + made.id());
      out.println("It is not shown again. A running gateway knows it within seconds.");
    }
    out.flush();
  }

  /** Keys with their states at a time, without their secrets. */
  static void list(PrintWriter out, List<ApiKey> keys, Instant now, boolean asJson) {
    if (asJson) {
      ArrayNode all = Json.object().putArray("keys");
      keys.forEach(key -> all.add(json(key, now)));
      out.println(Json.text(all));
    } else {
      TextTable table = new TextTable("KEY", "BEGINS", "OF", "NAME", "STATE", "MADE", "SCOPES");
      for (ApiKey key : keys) {
        table.row(
            key.id(),
            key.prefix(),
            key.kind().text(),
            key.owner(),
            key.state(now),
            key.created().toString().substring(0, 10),
            words(key.scopes()));
      }
      table.print(out);
    }
    out.flush();
  }

  /** Scopes in one order. */
  static String words(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(" "));
  }

  private static ObjectNode json(ApiKey key, Instant now) {
    ObjectNode node =
        Json.object()
            .put("id", key.id())
            .put("prefix", key.prefix())
            .put("kind", key.kind().text())
            .put("owner", key.owner())
            .put("state", key.state(now))
            .put("created", key.created().toString());
    key.expires().ifPresent(time -> node.put("expires", time.toString()));
    key.revoked().ifPresent(time -> node.put("revoked", time.toString()));
    key.replacedBy().ifPresent(id -> node.put("replaced_by", id));
    key.rate().ifPresent(rate -> node.put("rate", rate.perSecond()).put("burst", rate.burst()));
    ArrayNode scopes = node.putArray("scopes");
    key.scopes().stream().sorted().forEach(scope -> scopes.add(scope.text()));
    return node;
  }
}
