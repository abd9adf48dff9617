package io.cardbeam.pipeline.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WriterSchema;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A schema registry that speaks Confluent's REST interface, as far as reading needs it: {@code GET
 * /schemas/ids/ID}, and {@code GET /subjects/SUBJECT/versions/VERSION} for what a schema refers to.
 *
 * <p>A schema never changes under its id, so it is asked for once; {@value #MAX_SCHEMAS} are kept.
 * A registry that does not answer, or answers that it can't now, is asked again {@value #MAX_TRIES}
 * times within about ten seconds; then the step fails, and the runner begins it again: a record is
 * not given up because its schema can't be had.
 */
final class SchemaRegistry {
  /** Most schemas that are kept; the one that was not used for longest goes first. */
  static final int MAX_SCHEMAS = 1_000;

  /** How often a question is asked at most. */
  static final int MAX_TRIES = 6;

  /** Most schemas that one refers to, directly or through others. */
  static final int MAX_REFERENCES = 100;

  /** How long it is believed that there is no schema of an id. */
  private static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final long FIRST_WAIT_MILLIS = 300;
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** A registry's codes for no such subject, version and schema. */
  private static final Set<Integer> NONE = Set.of(40_401, 40_402, 40_403);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryAddress address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
  private final Map<Integer, Registered> known = new LinkedHashMap<>(16, 0.75f, true);

  /** What is registered under an id. */
  sealed interface Registered {
    /** A schema of Avro's. */
    record OfAvro(Schema schema) implements Registered {}

    /** Values are JSON, whatever their schema says. */
    record OfJson() implements Registered {}

    /**
     * Nothing, or nothing that can be read.
     *
     * @param untilNanos when to ask again, by the clock of {@link System#nanoTime}
     */
    record Refused(String code, String reason, long untilNanos) implements Registered {}
  }

  SchemaRegistry(RegistryAddress address) {
    this.address = address;
  }

  /**
   * What is registered under an id.
   *
   * @throws UnreadableRecordException if nothing is, or nothing that can be read
   * @throws IllegalStateException if the registry can't be asked
   */
  Registered get(int id) throws UnreadableRecordException {
    Registered registered = known.get(id);
    if (registered == null
        || (registered instanceof Registered.Refused refused
            && System.nanoTime() - refused.untilNanos() > 0)) {
      registered = ask(id);
      known.put(id, registered);
      if (known.size() > MAX_SCHEMAS) {
        known.remove(known.keySet().iterator().next());
      }
    }
    if (registered instanceof Registered.Refused refused) {
      throw new UnreadableRecordException(refused.code(), refused.reason());
    }
    return registered;
  }

  private Registered ask(int id) {
    Optional<JsonNode> answer = get("/schemas/ids/" + id);
    if (answer.isEmpty()) {
      return refused("UNKNOWN_SCHEMA", "the registry has no schema of id " + id);
    }
    String type = answer.get().path("schemaType").asText("AVRO");
    return switch (type) {
      case "AVRO" -> avro(id, answer.get());
      case "JSON" -> new Registered.OfJson();
      default ->
          refused(
              "OTHER_FORMAT",
              "schema " + id + " is of type " + type + "; Avro and JSON can be read");
    };
  }

  private Registered avro(int id, JsonNode answer) {
    try {
      // A writer's defaults are never read, and registries take wrong ones.
      Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
      parseReferences(answer, parser, new int[] {MAX_REFERENCES});
      return new Registered.OfAvro(parse(parser, answer));
    } catch (SchemaParseException e) {
      return refused("UNKNOWN_SCHEMA", "schema " + id + " can't be used: " + e.getMessage());
    }
  }

  private static Schema parse(Schema.Parser parser, JsonNode answer) {
    return WriterSchema.parse(parser, answer.path("schema").asText());
  }

  /** What a schema refers to must be known to the parser before it. */
  private void parseReferences(JsonNode answer, Schema.Parser parser, int[] left) {
    for (JsonNode reference : answer.path("references")) {
      if (left[0]-- == 0) {
        throw new SchemaParseException("it refers to more than " + MAX_REFERENCES + " others");
      }
      String path =
          "/subjects/"
              + URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8)
              + "/versions/"
              + reference.path("version").asInt();
      JsonNode referred =
          get(path).orElseThrow(() -> new SchemaParseException("the registry has no " + path));
      parseReferences(referred, parser, left);
      if (!parser.getTypes().containsKey(reference.path("name").asText())) {
        parse(parser, referred);
      }
    }
  }

  private static Registered refused(String code, String reason) {
    return new Registered.Refused(code, reason, System.nanoTime() + UNKNOWN_FOR.toNanos());
  }

  /** The answer to a question; empty if it is that there is none. */
  private Optional<JsonNode> get(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.url() + path))
            .timeout(ANSWER_WITHIN)
            .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
    if (!address.userInfo().isEmpty()) {
      byte[] user = address.userInfo().getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    String why = "";
    long waitMillis = FIRST_WAIT_MILLIS;
    for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
      try {
        HttpResponse<String> response =
            client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        switch (response.statusCode()) {
          case OK -> {
            return Optional.of(JSON.readTree(response.body()));
          }
          case NOT_FOUND -> {
            if (!hasNone(response.body())) {
              throw new IllegalStateException(
                  "there is no schema registry at "
                      + address
                      + " (HTTP 404): set --schema-registry to its address, with its path if it has"
                      + " one");
            }
            return Optional.empty();
          }
          case UNAUTHORIZED, FORBIDDEN ->
              throw new IllegalStateException(
                  "the schema registry at "
                      + address
                      + " refuses to answer (HTTP "
                      + response.statusCode()
                      + "): set basic.auth.user.info in the file of --kafka-config");
          default -> why = "HTTP " + response.statusCode();
        }
      } catch (JsonProcessingException e) {
        why = "its answer is no JSON";
      } catch (IOException e) {
        why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while asking the schema registry", e);
      }
      if (attempt < MAX_TRIES) {
        pause(waitMillis);
        waitMillis *= 2;
      }
    }
    throw new IllegalStateException(
        "the schema registry at "
            + address
            + " does not answer ("
            + why
            + "): does it run there? Records wait until it does");
  }

  /** Whether a body of HTTP 404 is a registry's own; a wrong address is answered so too. */
  private static boolean hasNone(String body) {
    try {
      return NONE.contains(JSON.readTree(body).path("error_code").asInt());
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the schema registry", e);
    }
  }
}
