package io.cardbeam.console.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person is here. */
public enum Role {
  /** Sees the cards that they enrolled. */
  CARDHOLDER,
  /** Sees all cards, live figures and the cube. */
  ANALYST,
  /** Sees what an analyst sees; users are made by command. */
  ADMINISTRATOR;

  /** The name in lists and options, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this name. */
  public static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }
}
