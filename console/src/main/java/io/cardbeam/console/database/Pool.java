package io.cardbeam.console.database;

/**
 * How many connections a part of the console has, and how long it waits: no part can take those of
 * another.
 *
 * @param name in logs and metrics
 * @param connections most at once
 * @param idle connections that are kept while nobody uses them
 * @param waiting most transactions that run or wait for a connection; who comes beyond is refused
 * @param statementSeconds longest that a statement takes; 0 for no limit
 * @param readOnly whether nothing can be written
 */
public record Pool(
    String name, int connections, int idle, int waiting, int statementSeconds, boolean readOnly) {
  private static final int CONNECTIONS = 8;
  private static final int STATEMENT_SECONDS = 5;

  /**
   * Of what people do, who are refused while PostgreSQL hangs, so that they hold no thread that
   * payments need.
   */
  public static final Pool PEOPLE =
      new Pool("access", CONNECTIONS, 0, 32, STATEMENT_SECONDS, false);

  /** Of a command, which may take its time. */
  public static final Pool COMMAND = new Pool("access", CONNECTIONS, 0, 32, 0, false);

  /** Of look-ups in the books. */
  public static final Pool BOOKS = new Pool("books", 4, 0, 32, STATEMENT_SECONDS, true);

  /**
   * Of counting many requests in the books, which takes seconds: few at once, so that deciding has
   * the processors.
   */
  public static final Pool HISTORY = new Pool("history", 2, 0, 16, 15, true);

  /** Of what cardholders see of their cards, and do. */
  public static final Pool MINE = new Pool("mine", 6, 0, 32, STATEMENT_SECONDS, false);

  /** Of who sends what people caused: its lock, and its work. */
  public static final Pool OUTBOX = new Pool("outbox", 2, 2, 8, STATEMENT_SECONDS, false);

  /** Of dead letters, collected and looked at. */
  public static final Pool LETTERS = new Pool("letters", 3, 0, 32, STATEMENT_SECONDS, false);

  /** Of what came since a star was built: at first all keys of the books are read. */
  public static final Pool CUBE = new Pool("cube", 1, 0, 2, 300, true);

  /** Of who makes cases of alerts: its lock, and its work. */
  public static final Pool CASES = new Pool("cases", 2, 2, 8, STATEMENT_SECONDS, false);

  private static final int PAYMENT_STATEMENT_SECONDS = 3;

  /** Of a part of the gateway, whose callers have limits of their own. */
  public static Pool ofGateway(String part, int connections) {
    return new Pool(
        "gateway-" + part,
        connections,
        connections,
        Integer.MAX_VALUE,
        PAYMENT_STATEMENT_SECONDS,
        false);
  }
}
