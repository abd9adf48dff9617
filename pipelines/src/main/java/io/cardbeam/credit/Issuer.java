package io.cardbeam.credit;

/**
 * Who issues the cards, as statements name it.
 *
 * @param name of the bank, 1 to {@value #MOST_CHARACTERS} characters
 * @param disputesTo where errors and purchases that are not agreed with are told: 12 CFR
 *     1026.7(b)(9) and (10), as long at most
 */
public record Issuer(String name, String disputesTo) {
  /** Longest name and address. */
  static final int MOST_CHARACTERS = 200;

  public Issuer {
    text("issuer", name);
    text("disputes_to", disputesTo);
  }

  private static void text(String field, String value) {
    if (value.isBlank() || value.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          field + " is blank or longer than " + MOST_CHARACTERS + " characters");
    }
  }
}
