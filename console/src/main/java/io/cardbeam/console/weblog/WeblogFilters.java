package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.QueryParameters;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which hits a caller asks for, beside their time.
 *
 * @param conditions that must all hold, as the search server takes them
 * @param weekTime only hits of this day of the week and hour
 * @param zone of days and hours
 */
record WeblogFilters(List<ObjectNode> conditions, Optional<WeekTime> weekTime, ZoneId zone) {
  /** Longest text that is searched for, characters. */
  static final int MAX_TEXT_CHARS = 200;

  private static final String STATUS = "status";
  private static final String STATUS_CLASS = "status_class";
  private static final String IS_BOT = "is_bot";
  private static final String TEXT = "text";
  private static final String SIZE = "size";
  private static final int MAX_STATUS = 999;

  /** Where words are looked for. */
  private static final List<String> WORDS =
      List.of("path.words", "referrer.words", "user_agent.words", "raw_request.words");

  /** Copies the list. */
  WeblogFilters {
    conditions = List.copyOf(conditions);
  }

  /** Names of their parameters. */
  static Set<String> parameters() {
    Set<String> names = new HashSet<>(Set.of(STATUS, STATUS_CLASS, IS_BOT, TEXT, SIZE));
    names.addAll(WeekTime.PARAMETERS);
    Arrays.stream(WeblogField.values()).map(WeblogField::parameter).forEach(names::add);
    return names;
  }

  /** Those of a query; what is wrong with it is noted there. */
  static WeblogFilters of(QueryParameters query) {
    List<ObjectNode> conditions = new ArrayList<>();
    for (WeblogField field : WeblogField.values()) {
      query
          .text(field.parameter(), WeblogField.MAX_CHARS)
          .map(
              value ->
                  value.isEmpty()
                      ? QueryJson.isMissing(field.indexed())
                      : QueryJson.is(field.indexed(), value))
          .ifPresent(conditions::add);
    }
    query
        .wholeNumber(STATUS, StatusClass.LEAST, MAX_STATUS)
        .map(status -> QueryJson.between(StatusClass.FIELD, status, status + 1L))
        .ifPresent(conditions::add);
    query
        .oneOf(STATUS_CLASS, List.of(StatusClass.values()), StatusClass::text)
        .map(StatusClass::query)
        .ifPresent(conditions::add);
    query
        .oneOf(IS_BOT, List.of(true, false), String::valueOf)
        .map(isBot -> QueryJson.is(IS_BOT, isBot.toString()))
        .ifPresent(conditions::add);
    query
        .oneOf(SIZE, FiguresQuestion.SIZES, String::valueOf)
        .map(FiguresQuestion::ofSize)
        .ifPresent(conditions::add);
    Optional<String> text = query.text(TEXT, MAX_TEXT_CHARS);
    text.filter(words -> !words.isBlank()).map(WeblogFilters::words).ifPresent(conditions::add);
    return new WeblogFilters(conditions, WeekTime.of(query), WeekTime.zone(query));
  }

  /** Hits in whose texts all of these words are, in whatever order. */
  private static ObjectNode words(String text) {
    ObjectNode node = Json.object();
    ObjectNode match = node.putObject("multi_match");
    match.put("query", text).put("type", "cross_fields").put("operator", "and");
    ArrayNode fields = match.putArray("fields");
    WORDS.forEach(fields::add);
    return node;
  }

  /** Hits of a range that fit. */
  ObjectNode query(WeblogRange range) {
    List<ObjectNode> all = new ArrayList<>(List.of(range.query()));
    all.addAll(conditions);
    weekTime.map(time -> time.query(range, zone)).ifPresent(all::add);
    return QueryJson.all(all);
  }
}
