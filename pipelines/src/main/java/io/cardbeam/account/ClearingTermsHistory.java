package io.cardbeam.account;

import io.cardbeam.settings.DatedValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * The versions of the clearing terms, each from its day on until the next one's.
 *
 * @param versions in the order of their days; the first is also that of all days before
 */
public record ClearingTermsHistory(List<ClearingTerms> versions) implements Serializable {
  private static final String RESOURCE = "clearing-terms.properties";

  public ClearingTermsHistory {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("there is no version of the clearing terms");
    }
    DatedValues.requireInOrder(
        versions.stream().map(ClearingTerms::version).toList(), firstDays(versions));
  }

  private static List<LocalDate> firstDays(List<ClearingTerms> versions) {
    return versions.stream().map(ClearingTerms::effectiveFrom).toList();
  }

  /**
   * The terms that come with Cardbeam: what a network presents is owed, above an approval, after
   * its hold, and without one; readers of the ledger see what does not match, and people may charge
   * it back. What is presented on a request that was declined or referred is an exception.
   */
  public static ClearingTermsHistory standard() {
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
  public static ClearingTermsHistory parse(String source, String text) {
    return ClearingTermsFile.parse(source, text);
  }

  /** The terms that hold at an event time, milliseconds since 1970 UTC. */
  public ClearingTerms at(long timeMillis) {
    if (versions.size() == 1) {
      return versions.get(0);
    }
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(timeMillis), ZoneOffset.UTC);
    return versions.get(DatedValues.holdsOn(day, firstDays(versions)));
  }

  private static final class Standard {
    private static final ClearingTermsHistory TERMS = load();

    private static ClearingTermsHistory load() {
      try (InputStream in =
          Objects.requireNonNull(ClearingTermsHistory.class.getResourceAsStream(RESOURCE))) {
        return parse(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
