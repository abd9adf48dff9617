package io.cardbeam.console.http;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the parameters of a query. What can't be taken is noted, so that one answer names all of
 * it, {@value #MAX_PROBLEMS} parts at most.
 */
public final class QueryParameters {
  /** Most parts that are named. */
  static final int MAX_PROBLEMS = 50;

  /** Earliest time that an event can have. */
  public static final Instant FIRST = Instant.EPOCH;

  /** Latest. */
  public static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private static final String CURSOR = "cursor";
  private static final String NAME = "[a-z_]{1,40}";

  private final Map<String, List<String>> given;
  private final List<FieldProblem> problems = new ArrayList<>();
  private boolean more;

  /** Those of a request. A name that is not among the known ones is a problem. */
  public QueryParameters(Context ctx, Set<String> known) {
    this(ctx.queryParamMap(), known, Set.of());
  }

  /**
   * All values by their names.
   *
   * @param repeated names among the known ones that may be given several times
   */
  public QueryParameters(Map<String, List<String>> given, Set<String> known, Set<String> repeated) {
    this.given = new TreeMap<>(given);
    this.given.forEach(
        (name, values) -> {
          if (!known.contains(name)) {
            problem(name.matches(NAME) ? name : "query", "is no parameter here");
          } else if (values.size() > 1 && !repeated.contains(name)) {
            problem(name, "is given twice");
          }
        });
  }

  /** The value as it is; empty if it is not given. */
  private Optional<String> first(String name) {
    List<String> values = given.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** A text without control characters, which may be of length 0. */
  public Optional<String> text(String name, int maxChars) {
    return first(name).filter(text -> isText(name, text, maxChars));
  }

  /** The texts of a name that may be given several times, as they were given. */
  public List<String> texts(String name, int maxChars) {
    return given.getOrDefault(name, List.of()).stream()
        .filter(text -> isText(name, text, maxChars))
        .toList();
  }

  private boolean isText(String name, String text, int maxChars) {
    boolean fits = text.length() <= maxChars && text.chars().noneMatch(Character::isISOControl);
    if (!fits) {
      problem(
          name, "must be at most " + maxChars + " characters, none of them a control character");
    }
    return fits;
  }

  /** A time from {@link #FIRST} to {@link #LAST}, of which parts of a millisecond are cut off. */
  public Optional<Instant> time(String name) {
    Optional<String> text = first(name);
    Optional<Instant> time = text.flatMap(QueryParameters::parsed);
    if (text.isPresent() && time.isEmpty()) {
      problem(name, "must be a time as 2026-01-31T18:00:00Z");
    }
    return time;
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(t -> !t.isBefore(FIRST) && !t.isAfter(LAST))
          .map(t -> t.truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A whole number within these bounds, which may not be below 0. */
  public Optional<Integer> wholeNumber(String name, int least, int most) {
    Optional<String> text = first(name);
    Optional<Integer> number =
        text.filter(digits -> digits.matches("[0-9]{1,9}"))
            .map(Integer::valueOf)
            .filter(value -> value >= least && value <= most);
    if (text.isPresent() && number.isEmpty()) {
      problem(name, "must be from " + least + " to " + most);
    }
    return number;
  }

  /**
   * Where a list goes on: the place of the cursor in parameter {@code cursor}.
   *
   * @param parts how many the list's cursors have
   * @param place makes it of the parts; throws {@link DateTimeException} or {@link
   *     IllegalArgumentException} for those that the list never gave
   */
  public <T> Optional<T> cursor(int parts, Function<List<String>, T> place) {
    Optional<String> text = first(CURSOR);
    try {
      Optional<T> read = text.flatMap(cursor -> Cursor.read(cursor, parts)).map(place);
      if (text.isEmpty() || read.isPresent()) {
        return read;
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      // Said below.
    }
    problem(CURSOR, "is none that this list gave; begin without it");
    return Optional.empty();
  }

  /**
   * One of these.
   *
   * @param text how each is written
   */
  public <T> Optional<T> oneOf(String name, List<T> all, Function<T, String> text) {
    Optional<String> value = first(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> found = all.stream().filter(one -> text.apply(one).equals(value.get())).findFirst();
    if (found.isEmpty()) {
      problem(name, "must be one of " + String.join(", ", all.stream().map(text).toList()));
    }
    return found;
  }

  /** Notes which of these are not given. */
  public void require(String... names) {
    for (String name : names) {
      if (!given.containsKey(name)) {
        problem(name, "is missing");
      }
    }
  }

  /** Notes what is wrong with a parameter. */
  public void problem(String name, String detail) {
    problem(FieldProblem.parameter(name, detail));
  }

  /** Notes what is wrong. */
  public void problem(FieldProblem problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    } else {
      more = true;
    }
  }

  /** Ends without an exception if nothing is wrong. */
  public void refuse() throws RefusedException {
    if (problems.isEmpty()) {
      return;
    }
    FieldProblem first = problems.get(0);
    throw new RefusedException(
        Problem.of(
            ProblemType.INVALID_PARAMETER,
            problems.size() == 1
                ? first.place() + " " + first.detail()
                : (more ? "More than " : "") + problems.size() + " parts of the query are wrong.",
            problems));
  }
}
