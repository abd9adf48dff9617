package io.cardbeam.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * One line to its fields. Lines are read one by one, not by a parser over the whole file, so that a
 * quote that was never closed costs its own line and not the rest of the file.
 */
final class CsvFields {
  private static final CsvReader.CsvReaderBuilder READERS =
      CsvReader.builder().allowExtraCharsAfterClosingQuote(false).skipEmptyLines(false);

  private CsvFields() {}

  /**
   * The fields of a line, unquoted.
   *
   * @throws BadRowException code OPEN_QUOTE or BAD_QUOTE
   */
  static List<String> split(String line) throws BadRowException {
    int quotes = quotesIn(line);
    if (quotes == 0 && line.indexOf('\r') < 0) {
      return atCommas(line);
    }
    if (quotes % 2 != 0) {
      throw new BadRowException("OPEN_QUOTE", "a quoted field is not closed on its line");
    }
    try (CsvReader<CsvRecord> reader = READERS.ofCsvRecord(line);
        CloseableIterator<CsvRecord> records = reader.iterator()) {
      return records.hasNext() ? records.next().getFields() : List.of();
    } catch (CsvParseException e) {
      throw new BadRowException("BAD_QUOTE", "a quoted field goes on after its closing quote");
    } catch (java.io.IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }

  private static int quotesIn(String line) {
    int quotes = 0;
    for (int at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) {
      quotes++;
    }
    return quotes;
  }

  /** Most lines have no quote, and need no parser, whose making costs more than its work. */
  private static List<String> atCommas(String line) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', start)) {
      fields.add(line.substring(start, comma));
      start = comma + 1;
    }
    fields.add(line.substring(start));
    return fields;
  }
}
