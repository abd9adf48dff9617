package io.cardbeam.bench.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request, and what it was made of. Its key is a name, so that it can be sent to another server.
 *
 * @param method of HTTP
 * @param template path of the document that it was made of
 * @param target path and query as sent
 * @param caller whose key: merchant, issuer, analyst, wrong or nobody
 * @param headers beside it
 * @param body a character a byte; empty for none
 * @param isNearlyValid whether its key is right and all but one part of it at most
 */
record ApiRequest(
    String method,
    String template,
    String target,
    String caller,
    Map<String, String> headers,
    String body,
    boolean isNearlyValid) {
  /** Header of requests and answers. */
  static final String ID = "X-Request-Id";

  private static final ObjectMapper JSON = new ObjectMapper();

  ApiRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * The request to a server.
   *
   * @param keys by caller
   * @param id sent as {@value #ID}, unless the request has one of its own
   */
  HttpRequest to(URI server, Map<String, String> keys, String id) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + target))
            .method(
                method,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes()));
    headers.forEach(request::header);
    if (!headers.containsKey(ID)) {
      request.header(ID, id);
    }
    String key = keys.get(caller);
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return request.build();
  }

  private byte[] bytes() {
    return body.getBytes(ISO_8859_1);
  }

  /** Keeps it as a file, with what was wrong with its answer. */
  void write(Path file, String wrong) throws IOException {
    ObjectNode node =
        JSON.createObjectNode()
            .put("wrong", wrong)
            .put("method", method)
            .put("template", template)
            .put("target", target)
            .put("caller", caller)
            .put("body", new String(bytes(), UTF_8))
            .put("body_base64", Base64.getEncoder().encodeToString(bytes()));
    ObjectNode fields = node.putObject("headers");
    new TreeMap<>(headers).forEach(fields::put);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, node.toPrettyString() + System.lineSeparator());
  }

  /** The request in a file. */
  static ApiRequest read(Path file) throws IOException {
    JsonNode node = JSON.readTree(Files.readString(file));
    Map<String, String> headers = new TreeMap<>();
    node.path("headers")
        .fields()
        .forEachRemaining(field -> headers.put(field.getKey(), field.getValue().asText()));
    if (!node.hasNonNull("method") || !node.hasNonNull("target")) {
      throw new IOException(file + " is no request that was kept");
    }
    return new ApiRequest(
        node.path("method").asText(),
        node.path("template").asText(),
        node.path("target").asText(),
        node.path("caller").asText(),
        headers,
        new String(Base64.getDecoder().decode(node.path("body_base64").asText()), ISO_8859_1),
        false);
  }
}
