package io.cardbeam.feature;

/** Distance on the globe by the haversine formula (Sinnott, Sky and Telescope 68(2), 1984). */
final class Distance {
  private static final double EARTH_RADIUS_KM = 6371.0088;

  private Distance() {}

  /** Great-circle distance of two places in degrees, kilometres, within 0.6 %. */
  static double km(double latitude1, double longitude1, double latitude2, double longitude2) {
    double phi1 = StrictMath.toRadians(latitude1);
    double phi2 = StrictMath.toRadians(latitude2);
    double sinPhi = StrictMath.sin((phi2 - phi1) / 2);
    double sinLambda = StrictMath.sin(StrictMath.toRadians(longitude2 - longitude1) / 2);
    double a =
        sinPhi * sinPhi + StrictMath.cos(phi1) * StrictMath.cos(phi2) * sinLambda * sinLambda;
    return 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.min(1, Math.sqrt(a)));
  }
}
