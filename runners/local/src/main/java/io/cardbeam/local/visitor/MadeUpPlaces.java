package io.cardbeam.local.visitor;

import io.cardbeam.simulator.geo.GeoFileWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Cities that visitors come from, each with addresses that belong to nobody: of 198.18.0.0/15,
 * which is set aside for benchmarks (RFC 2544), and of 2001:db8::/32, for documentation (RFC 3849).
 */
final class MadeUpPlaces {
  private static final int HOSTS = 254;
  private static final int IPV6_ONE_OF = 6;

  private static final List<Place> PLACES =
      List.of(
          new Place("New York", "US", 40.71, -74.01, 16),
          new Place("Chicago", "US", 41.88, -87.63, 9),
          new Place("Los Angeles", "US", 34.05, -118.24, 11),
          new Place("Houston", "US", 29.76, -95.37, 6),
          new Place("Seattle", "US", 47.61, -122.33, 5),
          new Place("Atlanta", "US", 33.75, -84.39, 5),
          new Place("Toronto", "CA", 43.65, -79.38, 5),
          new Place("Mexico City", "MX", 19.43, -99.13, 3),
          new Place("São Paulo", "BR", -23.55, -46.63, 4),
          new Place("London", "GB", 51.51, -0.13, 6),
          new Place("Dublin", "IE", 53.35, -6.26, 2),
          new Place("Paris", "FR", 48.86, 2.35, 4),
          new Place("Berlin", "DE", 52.52, 13.40, 4),
          new Place("Vienna", "AT", 48.21, 16.37, 3),
          new Place("Madrid", "ES", 40.42, -3.70, 2),
          new Place("Warsaw", "PL", 52.23, 21.01, 2),
          new Place("Lagos", "NG", 6.52, 3.38, 2),
          new Place("Cape Town", "ZA", -33.92, 18.42, 1),
          new Place("Mumbai", "IN", 19.08, 72.88, 4),
          new Place("Singapore", "SG", 1.35, 103.82, 3),
          new Place("Tokyo", "JP", 35.68, 139.69, 3),
          new Place("Sydney", "AU", -33.87, 151.21, 3));

  private static final int ALL_SHARES = PLACES.stream().mapToInt(Place::share).sum();

  private MadeUpPlaces() {}

  /**
   * A city.
   *
   * @param share how many visitors come from it, beside the others' shares
   */
  private record Place(String city, String country, double latitude, double longitude, int share) {}

  /** An address of a city, more often of a large one. */
  static String address(RandomGenerator random) {
    int left = random.nextInt(ALL_SHARES);
    int place = 0;
    while (left >= PLACES.get(place).share()) {
      left -= PLACES.get(place).share();
      place++;
    }
    return random.nextInt(IPV6_ONE_OF) == 0
        ? String.format(
            Locale.ROOT, "2001:db8:%x::%x:%x", place, random.nextInt(4), 1 + random.nextInt(HOSTS))
        : "198.18." + place + "." + (1 + random.nextInt(HOSTS));
  }

  /** The file of locations by which these addresses are located, in MaxMind's format. */
  static byte[] file() {
    GeoFileWriter file =
        new GeoFileWriter(
            "Cardbeam-Made-Up-City",
            GeoFileWriter.Version.IPV6,
            Instant.parse("2026-01-01T00:00:00Z"));
    for (int i = 0; i < PLACES.size(); i++) {
      Map<String, Object> fields = fields(PLACES.get(i));
      file.put("198.18." + i + ".0/24", fields);
      file.put(String.format(Locale.ROOT, "2001:db8:%x::/48", i), fields);
    }
    return file.bytes();
  }

  private static Map<String, Object> fields(Place place) {
    return Map.of(
        "country",
        Map.of("iso_code", place.country()),
        "city",
        Map.of("names", Map.of("en", place.city())),
        "location",
        Map.of("latitude", place.latitude(), "longitude", place.longitude()));
  }
}
