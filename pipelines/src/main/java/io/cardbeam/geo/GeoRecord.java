package io.cardbeam.geo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a database's record in either of the layouts that are in use: MaxMind's, which DB-IP's
 * files share (maps with codes, and names by language), and the flat one of files made from CSV
 * ({@code country_code}, {@code state1}, {@code city}, {@code latitude}, {@code longitude}).
 */
final class GeoRecord {
  private static final Pattern CODE = Pattern.compile("[A-Z]{2}");
  private static final double MAX_LATITUDE = 90;
  private static final double MAX_LONGITUDE = 180;

  private GeoRecord() {}

  /** What a record says; what is of no use in it is left out. */
  static GeoLocation read(Map<?, ?> fields) {
    return new GeoLocation(country(fields), region(fields), city(fields), point(fields));
  }

  private static Optional<String> country(Map<?, ?> fields) {
    Object nested = part(fields.get("country"), "iso_code");
    return text(nested == null ? fields.get("country_code") : nested)
        .filter(code -> CODE.matcher(code).matches());
  }

  private static Optional<String> region(Map<?, ?> fields) {
    return fields.get("subdivisions") instanceof List<?> all && !all.isEmpty()
        ? englishName(all.get(0))
        : text(fields.get("state1"));
  }

  private static Optional<String> city(Map<?, ?> fields) {
    Object city = fields.get("city");
    return city instanceof Map<?, ?> ? englishName(city) : text(city);
  }

  private static Optional<GeoLocation.Point> point(Map<?, ?> fields) {
    Map<?, ?> holder = fields.get("location") instanceof Map<?, ?> nested ? nested : fields;
    if (holder.get("latitude") instanceof Number latitude
        && holder.get("longitude") instanceof Number longitude
        && Math.abs(latitude.doubleValue()) <= MAX_LATITUDE
        && Math.abs(longitude.doubleValue()) <= MAX_LONGITUDE) {
      return Optional.of(new GeoLocation.Point(latitude.doubleValue(), longitude.doubleValue()));
    }
    return Optional.empty();
  }

  private static Optional<String> englishName(@Nullable Object place) {
    return text(part(part(place, "names"), "en"));
  }

  private static @Nullable Object part(@Nullable Object of, String name) {
    return of instanceof Map<?, ?> fields ? fields.get(name) : null;
  }

  private static Optional<String> text(@Nullable Object value) {
    return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }
}
