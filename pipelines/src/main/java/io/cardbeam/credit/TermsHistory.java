package io.cardbeam.credit;

import io.cardbeam.settings.DatedValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * The versions of the terms, each from its day on until the next one's.
 *
 * @param versions in the order of their days; the first is also that of all days before
 */
public record TermsHistory(List<CardTerms> versions) {
  private static final String RESOURCE = "terms.properties";

  public TermsHistory {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("there is no version of the terms");
    }
    DatedValues.requireInOrder(
        versions.stream().map(CardTerms::version).toList(), firstDays(versions));
    CardTerms first = versions.get(0);
    for (CardTerms terms : versions) {
      if (!terms.currency().equals(first.currency())) {
        throw new IllegalArgumentException(
            "version " + terms.version() + " is in " + terms.currency() + ", the first is not");
      }
      if (!terms.zone().equals(first.zone())) {
        throw new IllegalArgumentException(
            "version "
                + terms.version()
                + " counts days of "
                + terms.zone()
                + ", the first does not");
      }
    }
  }

  private static List<LocalDate> firstDays(List<CardTerms> versions) {
    return versions.stream().map(CardTerms::effectiveFrom).toList();
  }

  /** The terms that come with Cardbeam: figures to begin with, not an offer. */
  public static TermsHistory standard() {
    return Standard.TERMS;
  }

  /**
   * Reads the text of a file of terms: for each version a line {@code [YYYY-MM-DD]} with its first
   * day, and under it lines of {@code name = value}.
   *
   * @param source name of the file, for errors
   * @throws IllegalArgumentException if a name is missing, unknown or double, a value is out of its
   *     range, or the versions are not in order; the message has the line or the version
   */
  public static TermsHistory parse(String source, String text) {
    return TermsFile.parse(source, text);
  }

  /** The terms of a cycle, by its first day. */
  public CardTerms at(LocalDate firstDay) {
    return versions.get(DatedValues.holdsOn(firstDay, firstDays(versions)));
  }

  /** The zone whose days all versions count. */
  public ZoneId zone() {
    return versions.get(0).zone();
  }

  /**
   * The calendar of a card's accounts: their statement day follows from the token, so that a day
   * has about as many statements as another.
   */
  public BillingCalendar calendarOf(String cardToken) {
    int day = 1 + Math.floorMod(cardToken.hashCode(), BillingCalendar.LAST_STATEMENT_DAY);
    return new BillingCalendar(day, zone());
  }

  private static final class Standard {
    private static final TermsHistory TERMS = load();

    private static TermsHistory load() {
      try (InputStream in =
          Objects.requireNonNull(TermsHistory.class.getResourceAsStream(RESOURCE))) {
        return TermsFile.parse(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
