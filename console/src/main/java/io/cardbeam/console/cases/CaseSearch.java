package io.cardbeam.console.cases;

import io.cardbeam.console.cases.SearchTerm.Comparison;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a search: terms between spaces, all of which must hold. A term is {@code field:value},
 * {@code field:>number}, or a word that a merchant's name has in it; values with spaces stand in
 * quotes, a dash before a term turns it round.
 */
final class CaseSearch {
  /** Longest search, characters. */
  static final int MAX_CHARS = 500;

  /** Most terms. */
  static final int MAX_TERMS = 20;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final String text;
  private final List<SearchTerm> terms = new ArrayList<>();
  private int at;

  /** A search that can't be read. */
  static final class BadSearchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    BadSearchException(int index, String reason) {
      super("column " + (index + 1) + ": " + reason);
      this.column = index + 1;
    }

    /** Where, from 1. */
    int column() {
      return column;
    }

    /** Where and why. */
    String words() {
      return String.valueOf(getMessage());
    }
  }

  private CaseSearch(String text) {
    this.text = text;
  }

  /**
   * The terms of a search; none for a blank one.
   *
   * @throws BadSearchException with the first thing that is wrong
   */
  static List<SearchTerm> parse(String text) throws BadSearchException {
    if (text.length() > MAX_CHARS) {
      throw new BadSearchException(MAX_CHARS, "a search has at most " + MAX_CHARS + " characters");
    }
    return new CaseSearch(text).terms();
  }

  private List<SearchTerm> terms() throws BadSearchException {
    while (true) {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      if (at == text.length()) {
        return List.copyOf(terms);
      }
      if (terms.size() == MAX_TERMS) {
        throw new BadSearchException(at, "a search has at most " + MAX_TERMS + " terms");
      }
      terms.add(term());
    }
  }

  private SearchTerm term() throws BadSearchException {
    int begin = at;
    boolean negated = text.charAt(at) == '-';
    if (negated) {
      at++;
    }
    int nameAt = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    if (at == text.length() || text.charAt(at) != ':' || at == nameAt) {
      at = nameAt;
      String word = value();
      if (word.isEmpty()) {
        throw new BadSearchException(begin, "a dash stands before a term, as in -status:snoozed");
      }
      return new SearchTerm(negated, SearchField.MERCHANT, Comparison.IS, word, BigDecimal.ZERO);
    }
    String name = text.substring(nameAt, at).toLowerCase(Locale.ROOT);
    Optional<SearchField> field = SearchField.of(name);
    if (field.isEmpty()) {
      throw new BadSearchException(
          nameAt, "there is no such field; there are " + SearchField.names());
    }
    at++;
    return term(negated, field.get());
  }

  private SearchTerm term(boolean negated, SearchField field) throws BadSearchException {
    int signAt = at;
    Comparison comparison = comparison();
    if (at > signAt && !field.kind().isCompared()) {
      throw new BadSearchException(
          signAt, field.text() + " takes no " + text.substring(signAt, at));
    }
    int valueAt = at;
    String value = value();
    if (field.kind() == SearchField.Kind.CHOICE) {
      value = value.toLowerCase(Locale.ROOT);
    }
    if (!field.takes(value)) {
      throw new BadSearchException(valueAt, field.text() + " takes " + field.expectation());
    }
    return new SearchTerm(negated, field, comparison, value, number(field, value));
  }

  private Comparison comparison() {
    for (Comparison comparison : Comparison.values()) {
      if (text.startsWith(comparison.sign(), at)) {
        at += comparison.sign().length();
        return comparison;
      }
    }
    return Comparison.IS;
  }

  /** Up to the next space, or between quotes. */
  private String value() throws BadSearchException {
    if (at < text.length() && text.charAt(at) == '"') {
      int close = text.indexOf('"', at + 1);
      if (close < 0) {
        throw new BadSearchException(at, "the quote is not closed");
      }
      if (close + 1 < text.length() && text.charAt(close + 1) != ' ') {
        throw new BadSearchException(close + 1, "a space must follow the quote");
      }
      String quoted = text.substring(at + 1, close);
      if (quoted.isBlank()) {
        throw new BadSearchException(at, "the quotes are empty");
      }
      at = close + 1;
      return quoted;
    }
    int begin = at;
    while (at < text.length() && text.charAt(at) != ' ') {
      if (text.charAt(at) == '"') {
        throw new BadSearchException(at, "quotes stand around a whole value");
      }
      at++;
    }
    return text.substring(begin, at);
  }

  private static BigDecimal number(SearchField field, String value) {
    if (field.kind() == SearchField.Kind.AGE) {
      int minutes =
          switch (value.charAt(value.length() - 1)) {
            case 'm' -> 1;
            case 'h' -> 60;
            case 'd' -> 24 * 60;
            default -> 7 * 24 * 60;
          };
      return new BigDecimal(value.substring(0, value.length() - 1))
          .multiply(BigDecimal.valueOf(minutes));
    }
    if (field.kind() != SearchField.Kind.NUMBER) {
      return BigDecimal.ZERO;
    }
    return value.endsWith("%")
        ? new BigDecimal(value.substring(0, value.length() - 1)).divide(HUNDRED)
        : new BigDecimal(value);
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
