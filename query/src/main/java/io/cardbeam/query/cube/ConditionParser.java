package io.cardbeam.query.cube;

import io.cardbeam.query.Column;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.cube.Condition.Operator;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads conditions as people type them: {@code state = CA and year in (2019, 2020) and category <>
 * 'grocery pos' and date between 2020-03-01 and 2020-03-31 and job is known}. Values never become a
 * part of a statement: they are its parameters.
 */
final class ConditionParser {
  private static final int MAX_LENGTH = 10_000;
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:'((?:[^']++|'')*+)'|(<=|>=|<>|!=|=|<|>|\\(|\\)|,)|([^\\s'(),=<>!]+))");

  private final Set<CubeFact> facts;
  private final List<Token> tokens;
  private int at;

  private record Token(String text, boolean isQuoted) {
    boolean is(String word) {
      return !isQuoted && text.equalsIgnoreCase(word);
    }
  }

  private ConditionParser(Set<CubeFact> facts, List<Token> tokens) {
    this.facts = facts;
    this.tokens = tokens;
  }

  /**
   * The conditions of a text.
   *
   * @throws QueryException if it is none; the message says where
   */
  static List<Condition> parse(String text, Set<CubeFact> facts) throws QueryException {
    if (text.length() > MAX_LENGTH) {
      throw new QueryException("a condition of over " + MAX_LENGTH + " characters is too long");
    }
    ConditionParser parser = new ConditionParser(facts, tokens(text));
    List<Condition> conditions = new ArrayList<>();
    conditions.add(parser.condition());
    while (parser.at < parser.tokens.size()) {
      parser.expect("and");
      conditions.add(parser.condition());
    }
    return conditions;
  }

  private static List<Token> tokens(String text) throws QueryException {
    List<Token> tokens = new ArrayList<>();
    String rest = text.strip();
    Matcher matcher = TOKEN.matcher(rest);
    int position = 0;
    while (position < rest.length()) {
      if (!matcher.find(position) || matcher.start() != position) {
        throw new QueryException(
            "can't read the condition from here on: " + rest.substring(position));
      }
      String quoted = matcher.group(1);
      String other = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      tokens.add(
          quoted == null ? new Token(other, false) : new Token(quoted.replace("''", "'"), true));
      position = matcher.end();
    }
    return tokens;
  }

  private Condition condition() throws QueryException {
    Dimension dimension = Dimensions.of(next("a dimension").text(), facts);
    Token operator = next("an operator after " + dimension.name());
    if (operator.is("in")) {
      return new Condition(dimension, Operator.IN, list(dimension));
    }
    if (operator.is("between")) {
      Object from = value(dimension);
      expect("and");
      return new Condition(dimension, Operator.BETWEEN, List.of(from, value(dimension)));
    }
    if (operator.is("is")) {
      Token known = next("known or unknown");
      if (known.is("known")) {
        return new Condition(dimension, Operator.IS_KNOWN, List.of());
      }
      if (known.is("unknown")) {
        return new Condition(dimension, Operator.IS_UNKNOWN, List.of());
      }
      throw new QueryException("'known' or 'unknown' should be where " + known.text() + " is");
    }
    Operator comparison =
        switch (operator.text()) {
          case "=" -> Operator.EQUAL;
          case "<>", "!=" -> Operator.NOT_EQUAL;
          case "<" -> Operator.LESS;
          case "<=" -> Operator.LESS_OR_EQUAL;
          case ">" -> Operator.GREATER;
          case ">=" -> Operator.GREATER_OR_EQUAL;
          default ->
              throw new QueryException(
                  operator.text() + " is no operator; there are = <> < <= > >= in between is");
        };
    return new Condition(dimension, comparison, List.of(value(dimension)));
  }

  private List<Object> list(Dimension dimension) throws QueryException {
    expect("(");
    List<Object> values = new ArrayList<>();
    values.add(value(dimension));
    while (at < tokens.size() && tokens.get(at).is(",")) {
      at++;
      values.add(value(dimension));
    }
    expect(")");
    return values;
  }

  private Object value(Dimension dimension) throws QueryException {
    return valueOf(dimension, next("a value for " + dimension.name()).text());
  }

  /**
   * A value of a dimension.
   *
   * @throws QueryException if the text is none
   */
  static Object valueOf(Dimension dimension, String text) throws QueryException {
    try {
      return switch (dimension.type()) {
        case INTEGER -> Long.parseLong(text);
        case DATE -> LocalDate.parse(text);
        case BOOLEAN ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "yes" -> true;
              case "false", "no" -> false;
              default ->
                  throw new QueryException(dimension.name() + " is true or false, not " + text);
            };
        default -> text;
      };
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new QueryException(
          dimension.name()
              + (dimension.type() == Column.Type.DATE
                  ? " is a date as 2020-03-01, not "
                  : " is a number, not ")
              + text);
    }
  }

  private Token next(String what) throws QueryException {
    if (at == tokens.size()) {
      throw new QueryException("the condition ends where " + what + " should be");
    }
    return tokens.get(at++);
  }

  private void expect(String word) throws QueryException {
    Token token = next("'" + word + "'");
    if (!token.is(word)) {
      throw new QueryException("'" + word + "' should be where " + token.text() + " is");
    }
  }
}
