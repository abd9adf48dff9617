package io.cardbeam.console.mine;

import java.time.LocalDate;

/** Statements for the books of tests. */
public final class TestStatements {
  private TestStatements() {}

  /** The document of a statement that charges a fee and interest, minor units, and no more. */
  public static String charging(String token, LocalDate closing, long fee, long interest) {
    return CardsOnTrial.statement(token, closing, 1, fee, interest).toString();
  }
}
