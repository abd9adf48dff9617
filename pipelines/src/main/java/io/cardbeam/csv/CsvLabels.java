package io.cardbeam.csv;

import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads what is true of the requests in a file of transactions: the label, and with it the amount
 * and the card. Cards are numbered as they come, and have the tokens under which their requests
 * were decided; their own numbers serve to tell them apart while the file is read and are then
 * forgotten.
 */
public final class CsvLabels {
  private final ColumnsFile told;
  private final Supplier<CardTokenizer> key;
  private final Map<String, Card> cards = new HashMap<>();
  private long rows;
  private long invalid;

  /**
   * A reader of labels.
   *
   * @param told what a person said of the columns
   * @param key tokenizer of the decisions; asked for when a file is read
   */
  public CsvLabels(ColumnsFile told, Supplier<CardTokenizer> key) {
    this.told = told;
    this.key = key;
  }

  private record Card(String token, int number) {}

  /** Takes the labels, one by one. */
  public interface Receiver {
    /**
     * A label.
     *
     * @param requestId transaction number, one among those of the card
     * @param cardToken token of the card
     * @param card number of the card in this file, from 0
     * @param amountMinor cents
     * @param fraud what is true of it
     */
    void label(String requestId, String cardToken, int card, long amountMinor, boolean fraud);
  }

  /**
   * Reads all rows; those that have no transaction number, card, amount or label are invalid, and
   * in a file without transaction numbers those that would be no request.
   *
   * @param in the file's bytes as they lie; not closed here
   * @throws BadRowException if the first line is no header, or of a file without labels
   */
  public void read(InputStream in, Receiver receiver) throws IOException, BadRowException {
    read(RowFiles.of(in, told.options()), receiver);
  }

  /** Reads the rows of a source, as {@link #read(InputStream, Receiver)} those of text. */
  public void read(RowSource source, Receiver receiver) throws IOException, BadRowException {
    Columns columns = Columns.of(source.header(), told);
    columns.requireLabels();
    boolean numbered = columns.has(Field.TRANSACTION);
    Forms forms = source.forms(columns);
    CardTokenizer tokenizer = key.get();
    CsvRowParser parser =
        new CsvRowParser(
            columns,
            tokenizer,
            forms,
            // Rows with numbers are joined by these, and no time of theirs is read.
            numbered ? TimeLimit.NONE : source.timeLimit(columns, forms));
    RowIds ids = new RowIds();
    while (source.next()) {
      rows++;
      try {
        List<String> cells = source.cells();
        CsvRowParser.Identity it =
            numbered ? parser.identity(cells) : identity(ids.numbered(parser.parse(cells)));
        boolean fraud = parser.isFraud(cells);
        Card card = cards.get(it.card());
        if (card == null) {
          card = newCard(it.card(), numbered ? tokenizer.token(it.card()) : it.card());
        }
        receiver.label(it.transaction(), card.token(), card.number(), it.amountMinor(), fraud);
      } catch (BadRowException e) {
        invalid++;
      }
    }
  }

  private static CsvRowParser.Identity identity(CsvRow row) {
    return new CsvRowParser.Identity(row.transactionNumber(), row.cardToken(), row.amountMinor());
  }

  private Card newCard(String card, String token) throws BadRowException {
    int next = cards.size();
    if (next >= CsvEvents.MAX_CARDS) {
      throw new BadRowException(
          "TOO_MANY_CARDS", "file has more than " + CsvEvents.MAX_CARDS + " cards");
    }
    Card made = new Card(token, next);
    cards.put(card, made);
    return made;
  }

  /** Rows so far, header and blank lines apart. */
  public long rows() {
    return rows;
  }

  /** How many of them were invalid. */
  public long invalid() {
    return invalid;
  }
}
