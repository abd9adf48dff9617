package io.cardbeam.money;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The currencies of ISO 4217, from the tables beside this class: what is active, with how many
 * decimals, and up to which amount. Java's own {@link java.util.Currency} is not asked: it knows
 * withdrawn codes as well, and which ones depends on the JDK.
 */
public final class Currencies {
  /** What the cap is worth, US dollars. */
  private static final BigDecimal CAP_DOLLARS = BigDecimal.valueOf(1_000_000);

  /** Digits of a cap that are not 0: rates are no more exact. */
  private static final MathContext CAP_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  private static final Map<String, Currency> ACTIVE = read("currencies.csv", 4, Currencies::active);
  private static final Map<String, String> OTHERS = read("other-codes.csv", 3, Currencies::other);

  private Currencies() {}

  /** The currency of a code, if it is active and no funds code or metal. */
  public static Optional<Currency> active(String code) {
    return Optional.ofNullable(ACTIVE.get(code));
  }

  /** Every active currency, by code. */
  public static Collection<Currency> all() {
    return ACTIVE.values();
  }

  /** Why a code that is not active is none, in a sentence; it quotes what is a code alone. */
  public static String whyNotActive(String code) {
    if (!CODE.matcher(code).matches()) {
      return "currency is not an ISO 4217 code of three capital letters";
    }
    return code + OTHERS.getOrDefault(code, " is not an active ISO 4217 code");
  }

  private static Currency active(List<String> fields) {
    int digits = Integer.parseInt(fields.get(1));
    BigDecimal cap =
        CAP_DOLLARS.multiply(new BigDecimal(fields.get(2)), CAP_DIGITS).movePointRight(digits);
    return new Currency(fields.get(0), digits, cap.longValueExact(), fields.get(3));
  }

  private static String other(List<String> fields) {
    String withdrawn = fields.get(1);
    String more = fields.get(2);
    if (withdrawn.isEmpty()) {
      return " is no currency that amounts are in, it stands for " + more;
    }
    return " is not an active ISO 4217 code, it was withdrawn in "
        + withdrawn
        + (ACTIVE.containsKey(more) ? " and " + more + " took its place" : "");
  }

  private static <V> Map<String, V> read(
      String resource, int columns, Function<List<String>, V> value) {
    try (InputStream bytes = Currencies.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(bytes, resource), StandardCharsets.UTF_8))) {
      return Collections.unmodifiableMap(
          lines
              .lines()
              .filter(line -> !line.startsWith("#"))
              .skip(1)
              .map(line -> List.of(line.split(",", columns)))
              .collect(
                  Collectors.toMap(
                      fields -> fields.get(0),
                      value,
                      (one, two) -> {
                        throw new IllegalStateException(resource + " has a code twice");
                      },
                      LinkedHashMap::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
