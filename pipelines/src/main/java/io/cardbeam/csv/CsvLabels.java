package io.cardbeam.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what is true of the requests in a file of transactions of any layout: the column {@code
 * is_fraud}, and with it the amount and which rows are of one card. Cards are numbered as they
 * come; their own numbers serve to tell them apart while the file is read and are then forgotten.
 */
public final class CsvLabels {
  private static final int CARD = CsvLayout.COLUMNS.indexOf("cc_num");
  private static final int AMOUNT = CsvLayout.COLUMNS.indexOf("amt");
  private static final int TRANSACTION = CsvLayout.COLUMNS.indexOf("trans_num");
  private static final int IS_FRAUD = CsvLayout.COLUMNS.indexOf("is_fraud");

  private final Map<String, Integer> cards = new HashMap<>();
  private long rows;
  private long invalid;

  /** Takes the labels, one by one. */
  public interface Receiver {
    /**
     * A label.
     *
     * @param requestId transaction number
     * @param card number of the card in this file, from 0
     * @param amountMinor cents
     * @param fraud what is true of it
     */
    void label(String requestId, int card, long amountMinor, boolean fraud);
  }

  /**
   * Reads all rows; those that have no transaction number, card, amount or label are invalid.
   *
   * @param in the file's bytes, uncompressed, UTF-8; not closed here
   * @throws BadRowException if the first line is no header of a known layout
   */
  public void read(InputStream in, Receiver receiver) throws IOException, BadRowException {
    LineReader lines =
        new LineReader(
            new InputStreamReader(in, StandardCharsets.UTF_8), CsvRowParser.MAX_LINE_CHARS);
    CsvLayout layout = CsvLayout.ofHeader(lines.next().orElse(""));
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!line.get().isBlank()) {
        rows++;
        try {
          take(line.get(), layout, receiver);
        } catch (BadRowException e) {
          invalid++;
        }
      }
    }
  }

  private void take(String line, CsvLayout layout, Receiver receiver) throws BadRowException {
    if (line.length() > CsvRowParser.MAX_LINE_CHARS) {
      throw new BadRowException("TOO_LONG", "line is too long");
    }
    List<String> all = CsvFields.split(line);
    if (all.size() != layout.width()) {
      throw new BadRowException("BAD_WIDTH", "row has " + all.size() + " fields");
    }
    List<String> fields = all.subList(layout.leadingColumns(), all.size());
    String id = fields.get(TRANSACTION).strip();
    String card = fields.get(CARD).strip();
    if (id.isEmpty() || card.isEmpty()) {
      throw new BadRowException("NO_IDENTITY", "card or transaction number is missing");
    }
    boolean fraud = isFraud(fields.get(IS_FRAUD).strip());
    long amountMinor = CsvValues.cents(fields.get(AMOUNT));
    receiver.label(id, numberOf(card), amountMinor, fraud);
  }

  private static boolean isFraud(String label) throws BadRowException {
    return switch (label) {
      case "0" -> false;
      case "1" -> true;
      default -> throw new BadRowException("BAD_LABEL", "is_fraud is neither 0 nor 1");
    };
  }

  private int numberOf(String card) throws BadRowException {
    Integer known = cards.get(card);
    if (known != null) {
      return known;
    }
    int next = cards.size();
    if (next >= CsvEvents.MAX_CARDS) {
      throw new BadRowException(
          "TOO_MANY_CARDS", "file has more than " + CsvEvents.MAX_CARDS + " cards");
    }
    cards.put(card, next);
    return next;
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
