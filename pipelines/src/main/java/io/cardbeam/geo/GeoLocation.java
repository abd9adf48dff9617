package io.cardbeam.geo;

import java.util.Optional;

/**
 * Where an address is, as far as a database knows.
 *
 * @param country ISO 3166-1 alpha-2, two capital letters
 * @param region name of the largest subdivision, such as a state, in English
 * @param city name in English
 * @param point middle of the area that the address may be in
 */
public record GeoLocation(
    Optional<String> country,
    Optional<String> region,
    Optional<String> city,
    Optional<Point> point) {

  /**
   * A point on earth.
   *
   * @param latitude degrees, -90 to 90
   * @param longitude degrees, -180 to 180
   */
  public record Point(double latitude, double longitude) {}
}
