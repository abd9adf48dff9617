package io.cardbeam.console.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whose key it is. */
public enum KeyKind {
  /** A merchant's, for payments. */
  MERCHANT('m'),
  /** The card issuer's, for payments of cardholders. */
  ISSUER('i'),
  /** A program's that asks the cube. */
  ANALYST('a');

  private final char letter;

  KeyKind(char letter) {
    this.letter = letter;
  }

  /** The letter after {@code cb_} in a key. */
  public char letter() {
    return letter;
  }

  /** The name in lists, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scopes of a key that is made without naming any. */
  public Set<Scope> standardScopes() {
    return switch (this) {
      case MERCHANT ->
          Set.of(
              Scope.AUTHORIZATIONS_WRITE,
              Scope.AUTHORIZATIONS_READ,
              Scope.CAPTURES_WRITE,
              Scope.REFUNDS_WRITE,
              Scope.EVENTS_READ);
      case ISSUER -> Set.of(Scope.PAYMENTS_WRITE, Scope.EVENTS_READ);
      case ANALYST -> Set.of(Scope.ANALYTICS_READ);
    };
  }

  /** Whether such a key may have this scope. */
  public boolean allows(Scope scope) {
    return standardScopes().contains(scope) || (this == MERCHANT && scope == Scope.DECISION_DETAIL);
  }

  /** The kind that this letter stands for. */
  public static Optional<KeyKind> of(char letter) {
    return Arrays.stream(values()).filter(kind -> kind.letter == letter).findFirst();
  }

  /** The kind of this name. */
  public static Optional<KeyKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
