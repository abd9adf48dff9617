package io.cardbeam.bench.weblog;

import io.cardbeam.simulator.geo.GeoFileWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** A file of locations with a city for each /16 of IPv4, in the layout that both sides read. */
final class Places {
  private static final int COUNTRIES = 200;
  private static final int LETTERS = 26;
  private static final int FIRST_OCTETS = 224;
  private static final int OCTETS = 256;
  private static final int CITIES_A_COUNTRY = 50;

  private Places() {}

  /** The file. */
  static byte[] file() {
    GeoFileWriter file =
        new GeoFileWriter(
                "Bench-City", GeoFileWriter.Version.IPV6, Instant.parse("2026-01-01T00:00:00Z"))
            .put("2001:db8::/32", place(0));
    for (int i = OCTETS; i < FIRST_OCTETS * OCTETS; i++) {
      file.put(String.format(Locale.ROOT, "%d.%d.0.0/16", i / OCTETS, i % OCTETS), place(i));
    }
    return file.bytes();
  }

  private static Map<String, ?> place(int number) {
    int country = number % COUNTRIES;
    String code = "" + (char) ('A' + country / LETTERS) + (char) ('A' + country % LETTERS);
    String city = "City " + number / COUNTRIES % CITIES_A_COUNTRY + " of " + code;
    return Map.of(
        "continent", Map.of("code", "EU", "names", Map.of("en", "Europe")),
        "country", Map.of("iso_code", code, "names", Map.of("en", "Country " + code)),
        "city", Map.of("names", Map.of("en", city)));
  }
}
