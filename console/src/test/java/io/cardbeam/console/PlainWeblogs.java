package io.cardbeam.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the routes of web logs answer, the slow way: by going through all hits for each figure. */
final class PlainWeblogs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_KEY = 1_024;
  private static final int ROWS = 25;
  private static final long GAP_SECONDS = 1_800;
  private static final List<Long> SIZES =
      List.of(
          0L, 1L, 1L << 10, 1L << 12, 1L << 14, 1L << 16, 1L << 18, 1L << 20, 1L << 22, 1L << 24);
  private static final Map<String, String> FIELDS =
      Map.of(
          "country", "country",
          "city", "city",
          "path", "path",
          "referrer", "referrer",
          "agent", "agent_name",
          "agent_class", "agent_class",
          "host", "vhost",
          "visitor", "visitor",
          "method", "method",
          "is_bot", "is_bot");

  private final List<HitOnTrial> range;
  private final Predicate<HitOnTrial> filter;
  private final List<HitOnTrial> hits;

  /** Hits from one instant to before another that fit the values by the parameters' names. */
  PlainWeblogs(List<HitOnTrial> all, Instant from, Instant to, Map<String, String> filters) {
    range = all.stream().filter(h -> !h.time().isBefore(from) && h.time().isBefore(to)).toList();
    ZoneId zone = ZoneId.of(filters.getOrDefault("zone", "UTC"));
    filter =
        hit ->
            filters.entrySet().stream()
                .allMatch(e -> fits(hit, e.getKey(), e.getValue(), hit.time().atZone(zone)));
    hits = range.stream().filter(filter).toList();
  }

  private static boolean fits(HitOnTrial hit, String name, String value, ZonedDateTime time) {
    return switch (name) {
      case "zone" -> true;
      case "weekday" -> time.getDayOfWeek().getValue() == Integer.parseInt(value);
      case "hour" -> time.getHour() == Integer.parseInt(value);
      default -> fits(hit, name, value);
    };
  }

  static boolean fits(HitOnTrial hit, String name, String value) {
    return switch (name) {
      case "status" -> hit.status() == Integer.parseInt(value);
      case "status_class" -> statusClass(hit).equals(value);
      case "size" -> {
        long least = Long.parseLong(value);
        int next = SIZES.indexOf(least) + 1;
        long below = next < SIZES.size() ? SIZES.get(next) : Long.MAX_VALUE;
        yield hit.json().has("bytes") && hit.bytes() >= least && hit.bytes() < below;
      }
      case "text" -> words(hit).containsAll(List.of(value.toLowerCase(Locale.ROOT).split(" ")));
      default -> {
        String is = hit.text(FIELDS.getOrDefault(name, "")).orElse("");
        yield (is.length() <= LONGEST_KEY ? is : "").equals(value);
      }
    };
  }

  private static Set<String> words(HitOnTrial hit) {
    Set<String> words = new HashSet<>();
    for (String field : List.of("path", "referrer", "user_agent", "raw_request")) {
      String text = hit.text(field).orElse("").toLowerCase(Locale.ROOT);
      words.addAll(Arrays.asList(text.split("[^\\p{L}0-9.]+")));
    }
    return words;
  }

  private static String statusClass(HitOnTrial hit) {
    int digit = hit.status() / 100;
    return digit >= 1 && digit <= 5 ? digit + "xx" : "none";
  }

  private List<HitOnTrial> hits() {
    return hits;
  }

  ObjectNode total() {
    List<HitOnTrial> hits = hits();
    return JSON.createObjectNode()
        .put("hits", hits.size())
        .put("bytes", hits.stream().mapToLong(HitOnTrial::bytes).sum())
        .put("visitors", hits.stream().map(h -> h.text("visitor")).distinct().count())
        .put("robots", hits.stream().filter(h -> h.json().path("is_bot").asBoolean()).count())
        .put("ai_agents", hits.stream().filter(h -> fits(h, "agent_class", "ai_agent")).count())
        .put("errors", hits.stream().filter(PlainWeblogs::isError).count());
  }

  private static boolean isError(HitOnTrial hit) {
    return statusClass(hit).equals("4xx") || statusClass(hit).equals("5xx");
  }

  /** Hits of a point by status. */
  ObjectNode point(Instant start, long seconds) {
    ObjectNode point = JSON.createObjectNode().put("start", start.toString());
    for (String one : List.of("1xx", "2xx", "3xx", "4xx", "5xx", "none")) {
      point.put(
          one,
          hits().stream()
              .filter(h -> !h.time().isBefore(start))
              .filter(h -> h.time().isBefore(start.plusSeconds(seconds)))
              .filter(h -> statusClass(h).equals(one))
              .count());
    }
    return point;
  }

  ArrayNode weekdays(ZoneId zone) {
    int[][] counts = new int[7][24];
    for (HitOnTrial hit : hits()) {
      ZonedDateTime time = hit.time().atZone(zone);
      counts[time.getDayOfWeek().getValue() - 1][time.getHour()]++;
    }
    return JSON.valueToTree(counts);
  }

  ArrayNode sizes() {
    ArrayNode sizes = JSON.createArrayNode();
    for (int i = 0; i < SIZES.size(); i++) {
      long from = SIZES.get(i);
      long to = i + 1 < SIZES.size() ? SIZES.get(i + 1) : Long.MAX_VALUE;
      List<HitOnTrial> of =
          hits().stream()
              .filter(h -> h.json().has("bytes") && h.bytes() >= from && h.bytes() < to)
              .toList();
      ObjectNode size = sizes.addObject().put("from", from);
      if (to != Long.MAX_VALUE) {
        size.put("to", to);
      }
      size.put("hits", of.size()).put("bytes", of.stream().mapToLong(HitOnTrial::bytes).sum());
    }
    return sizes;
  }

  /** The values of a field that most hits have. */
  ObjectNode top(String field, int most) {
    Map<String, List<HitOnTrial>> by = grouped(hits(), h -> key(h, field));
    ObjectNode list = JSON.createObjectNode();
    ArrayNode rows = list.putArray("rows");
    for (Map.Entry<String, List<HitOnTrial>> one : first(by, most)) {
      rows.addObject()
          .put("value", one.getKey())
          .put("hits", one.getValue().size())
          .put("bytes", one.getValue().stream().mapToLong(HitOnTrial::bytes).sum());
    }
    list.put("others", others(by, most)).put("is_exact", true);
    return list.put("missing", hits().stream().filter(h -> key(h, field).isEmpty()).count());
  }

  private static String key(HitOnTrial hit, String field) {
    String text = hit.text(field).orElse("");
    return text.length() <= LONGEST_KEY ? text : "";
  }

  private static Map<String, List<HitOnTrial>> grouped(
      List<HitOnTrial> hits, Function<HitOnTrial, String> key) {
    Map<String, List<HitOnTrial>> by = new TreeMap<>();
    for (HitOnTrial hit : hits) {
      if (!key.apply(hit).isEmpty()) {
        by.computeIfAbsent(key.apply(hit), k -> new ArrayList<>()).add(hit);
      }
    }
    return by;
  }

  private static List<Map.Entry<String, List<HitOnTrial>>> first(
      Map<String, List<HitOnTrial>> by, int most) {
    Comparator<Map.Entry<String, List<HitOnTrial>>> bySize =
        Comparator.comparing(e -> -e.getValue().size());
    return by.entrySet().stream().sorted(bySize).limit(most).toList(); // stable: then by name
  }

  private static long others(Map<String, List<HitOnTrial>> by, int most) {
    long all = by.values().stream().mapToLong(List::size).sum();
    return all - first(by, most).stream().mapToLong(e -> e.getValue().size()).sum();
  }

  ObjectNode cities() {
    Map<String, List<HitOnTrial>> by =
        grouped(hits(), h -> h.json().has("city") ? key(h, "country") + "\n" + key(h, "city") : "");
    ObjectNode cities = JSON.createObjectNode();
    ArrayNode rows = cities.putArray("rows");
    for (Map.Entry<String, List<HitOnTrial>> one : first(by, 100)) {
      String[] place = one.getKey().split("\n", -1);
      List<HitOnTrial> hits = one.getValue();
      double latitude =
          hits.stream()
              .mapToDouble(h -> h.json().at("/location/lat").asDouble())
              .average()
              .orElse(0);
      rows.addObject()
          .put("country", place[0])
          .put("city", place[1])
          .put("hits", hits.size())
          .put("bytes", hits.stream().mapToLong(HitOnTrial::bytes).sum())
          .put("latitude", Math.round(latitude * 100) / 100.0)
          .put("longitude", -20.5);
    }
    return cities.put("others", others(by, 100)).put("is_exact", true);
  }

  ObjectNode errorPaths() {
    Map<String, List<HitOnTrial>> by =
        grouped(hits().stream().filter(PlainWeblogs::isError).toList(), h -> key(h, "path"));
    ObjectNode list = JSON.createObjectNode();
    ArrayNode rows = list.putArray("rows");
    for (Map.Entry<String, List<HitOnTrial>> one : first(by, ROWS)) {
      long ofServer = one.getValue().stream().filter(h -> statusClass(h).equals("5xx")).count();
      rows.addObject()
          .put("value", one.getKey())
          .put("client_errors", one.getValue().size() - ofServer)
          .put("server_errors", ofServer);
    }
    return list.put("others", others(by, ROWS)).put("is_exact", true);
  }

  /** Numbers of the lines in the order of the list. */
  List<Long> lines() {
    return hits().stream()
        .sorted(
            Comparator.comparing(HitOnTrial::time)
                .reversed()
                .thenComparing(h -> h.text("file").orElse(""))
                .thenComparing(Comparator.comparing(HitOnTrial::line).reversed()))
        .map(HitOnTrial::line)
        .toList();
  }

  /** Sessions as visitor, start and end, with the paths that were asked for. */
  List<String> sessions(int visitors) {
    Map<String, List<HitOnTrial>> by = grouped(hits(), h -> key(h, "visitor"));
    Comparator<String> byNewest =
        Comparator.comparing(
            v ->
                by.getOrDefault(v, List.of()).stream()
                    .map(HitOnTrial::time)
                    .max(Instant::compareTo)
                    .get());
    List<String> shown = by.keySet().stream().sorted(byNewest.reversed()).limit(visitors).toList();
    return shown.stream()
        .flatMap(visitor -> sessionsOf(visitor).filter(s -> s.stream().anyMatch(filter)))
        .sorted(
            Comparator.comparing((List<HitOnTrial> s) -> s.get(s.size() - 1).time())
                .reversed()
                .thenComparing(s -> key(s.get(0), "visitor")))
        .map(
            s ->
                key(s.get(0), "visitor")
                    + " "
                    + s.get(0).time()
                    + " "
                    + s.get(s.size() - 1).time()
                    + " "
                    + s.stream().map(h -> h.text("path").orElse("-") + filter.test(h)).toList())
        .toList();
  }

  private Stream<List<HitOnTrial>> sessionsOf(String visitor) {
    List<HitOnTrial> hits =
        range.stream()
            .filter(h -> key(h, "visitor").equals(visitor))
            .sorted(Comparator.comparing(HitOnTrial::time).thenComparing(HitOnTrial::line))
            .toList();
    hits = hits.subList(Math.max(0, hits.size() - 100), hits.size());
    List<List<HitOnTrial>> sessions = new ArrayList<>();
    for (HitOnTrial hit : hits) {
      List<HitOnTrial> last = sessions.isEmpty() ? List.of() : sessions.get(sessions.size() - 1);
      if (last.isEmpty()
          || hit.time().getEpochSecond() - last.get(last.size() - 1).time().getEpochSecond()
              > GAP_SECONDS) {
        last = new ArrayList<>();
        sessions.add(last);
      }
      last.add(hit);
    }
    return sessions.stream();
  }
}
