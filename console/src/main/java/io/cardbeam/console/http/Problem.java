package io.cardbeam.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.text.CardNumberMask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request is not served, as <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> has
 * it. Neither detail nor errors quote values that were sent.
 *
 * @param detail a sentence on this occurrence
 * @param errors each part that is wrong; empty if it is about none
 * @param headers header fields of the answer, such as {@code Retry-After}
 * @param members further members of the answer, such as {@code authorization_id}
 */
public record Problem(
    ProblemType type,
    String detail,
    List<FieldProblem> errors,
    Map<String, String> headers,
    Map<String, String> members) {
  /** Media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Checks nothing, copies everything. */
  public Problem {
    errors = List.copyOf(errors);
    headers = Map.copyOf(headers);
    members = Map.copyOf(members);
  }

  /** A problem that is about no part. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of(), Map.of(), Map.of());
  }

  /** A problem with these parts. */
  public static Problem of(ProblemType type, String detail, List<FieldProblem> errors) {
    return new Problem(type, detail, errors, Map.of(), Map.of());
  }

  /** The same, answered with a header field more. */
  public Problem withHeader(String name, String value) {
    return new Problem(type, detail, errors, with(headers, name, value), members);
  }

  /** The same, to be tried again after so many seconds. */
  public Problem retryAfterSeconds(long seconds) {
    return withHeader("Retry-After", Long.toString(seconds));
  }

  /** The same with a member more, not one of the standard's. */
  public Problem withMember(String name, String value) {
    return new Problem(type, detail, errors, headers, with(members, name, value));
  }

  private static Map<String, String> with(Map<String, String> all, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(all);
    more.put(name, value);
    return more;
  }

  /**
   * What is answered. Whatever could be a card number is masked here once more.
   *
   * @param requestId id of the request, its {@code instance}
   */
  public ObjectNode json(String requestId) {
    ObjectNode node =
        Json.object()
            .put("type", type.path())
            .put("title", type.title())
            .put("status", type.status())
            .put("detail", CardNumberMask.mask(detail))
            .put("instance", "urn:request:" + requestId);
    for (String name : members.keySet().stream().sorted().toList()) {
      node.put(name, CardNumberMask.mask(members.getOrDefault(name, "")));
    }
    if (!errors.isEmpty()) {
      ArrayNode list = node.putArray("errors");
      for (FieldProblem error : errors) {
        list.addObject()
            .put(error.kind().member(), CardNumberMask.mask(error.place()))
            .put("detail", CardNumberMask.mask(error.detail()));
      }
    }
    return node;
  }
}
