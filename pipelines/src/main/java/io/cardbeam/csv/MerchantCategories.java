package io.cardbeam.csv;

import io.cardbeam.text.CardNumberMask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Merchant category codes (ISO 18245) as the categories that Cardbeam's models know, by the table
 * {@code merchant-categories.csv}: ranges of codes whose category is plain. Other codes stay what
 * they are, as {@code mcc_NNNN}.
 */
final class MerchantCategories {
  private static final String TABLE = "merchant-categories.csv";
  private static final int MAX_CODE = 9999;
  private static final NavigableMap<Integer, Range> BY_FIRST = read();

  private record Range(int first, int last, String category) {}

  private MerchantCategories() {}

  /**
   * The category of a code.
   *
   * @param field the code, 1 to 4 digits
   * @throws BadRowException code BAD_CATEGORY if it is none
   */
  static String of(String field) throws BadRowException {
    String digits = field.endsWith(".0") ? field.substring(0, field.length() - 2) : field;
    if (digits.isEmpty() || digits.length() > 4 || !NumberText.isDigits(digits)) {
      throw new BadRowException(
          field.isEmpty() ? "NO_CATEGORY" : "BAD_CATEGORY",
          field.isEmpty()
              ? "merchant category code is missing"
              : "merchant category code "
                  + CardNumberMask.quoted(field)
                  + " is not up to four digits");
    }
    int code = Integer.parseInt(digits);
    Map.Entry<Integer, Range> range = BY_FIRST.floorEntry(code);
    return range != null && code <= range.getValue().last()
        ? range.getValue().category()
        : "mcc_" + "0".repeat(4 - digits.length()) + digits;
  }

  private static NavigableMap<Integer, Range> read() {
    NavigableMap<Integer, Range> ranges = new TreeMap<>();
    int before = -1;
    for (String line : text().split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("first,")) {
        String[] parts = line.strip().split(",", -1);
        Range range = new Range(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]);
        if (range.first() <= before || range.last() < range.first() || range.last() > MAX_CODE) {
          throw new IllegalStateException(TABLE + " is not in order at " + line);
        }
        before = range.last();
        ranges.put(range.first(), range);
      }
    }
    return ranges;
  }

  private static String text() {
    try (InputStream in = MerchantCategories.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("resource is missing: " + TABLE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
