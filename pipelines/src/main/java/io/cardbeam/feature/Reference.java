package io.cardbeam.feature;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What deciding knows beside the card's profile: the usual amounts of each category.
 *
 * @param version name of this state of it, for the record
 * @param byCategory norm of each known category
 * @param others norm of any other
 */
public record Reference(String version, Map<String, CategoryNorm> byCategory, CategoryNorm others)
    implements Serializable {
  private static final String RESOURCE = "category-norms.csv";
  private static final String OTHERS = "*";

  public Reference {
    byCategory = Map.copyOf(byCategory);
  }

  /** The reference that comes with Cardbeam. */
  public static Reference standard() {
    return Standard.REFERENCE;
  }

  /** The norm of a category. */
  public CategoryNorm norm(String category) {
    return byCategory.getOrDefault(category, others);
  }

  private static final class Standard {
    private static final Reference REFERENCE = read();

    private static Reference read() {
      Map<String, CategoryNorm> norms = new HashMap<>();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  Objects.requireNonNull(Reference.class.getResourceAsStream(RESOURCE)),
                  StandardCharsets.UTF_8))) {
        lines
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(",", 3))
            .forEach(
                cells ->
                    norms.put(
                        cells[0],
                        new CategoryNorm(
                            StrictMath.log(100 * Double.parseDouble(cells[1])),
                            Double.parseDouble(cells[2]))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Reference("standard-1", norms, Objects.requireNonNull(norms.remove(OTHERS)));
    }
  }
}
