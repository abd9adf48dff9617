package io.cardbeam.simulator.population;

/**
 * Where something is.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 * @param city city it belongs to
 * @param state two-letter code of the state
 */
public record Place(double latitude, double longitude, String city, String state) {
  private static final double EARTH_RADIUS_KM = 6371;
  private static final double KM_PER_DEGREE = 111.2;
  private static final double MICRO = 1e6;

  /** Great-circle distance by the haversine formula, kilometres. */
  public double kilometresTo(Place other) {
    double north = StrictMath.toRadians(other.latitude - latitude) / 2;
    double east = StrictMath.toRadians(other.longitude - longitude) / 2;
    double chord =
        square(StrictMath.sin(north))
            + StrictMath.cos(StrictMath.toRadians(latitude))
                * StrictMath.cos(StrictMath.toRadians(other.latitude))
                * square(StrictMath.sin(east));
    return 2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.sqrt(Math.min(1, chord)));
  }

  /** The place this far away in the same city, to a millionth of a degree. */
  public Place shifted(double kilometresNorth, double kilometresEast) {
    double perDegreeEast = KM_PER_DEGREE * StrictMath.cos(StrictMath.toRadians(latitude));
    return new Place(
        rounded(latitude + kilometresNorth / KM_PER_DEGREE),
        rounded(longitude + kilometresEast / perDegreeEast),
        city,
        state);
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * MICRO) / MICRO;
  }

  private static double square(double x) {
    return x * x;
  }
}
