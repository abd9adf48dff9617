package io.cardbeam.feature;

/**
 * Distance on the globe by the haversine formula (Sinnott, Sky and Telescope 68(2), 1984).
 *
 * <p>Sines are sums of their series rather than {@code StrictMath}'s, which leave Java for each of
 * five calls and would take a tenth of the time of all features: plain arithmetic gives the same
 * bits on every machine, too. The series of the sine is cut where doubles end, that of its inverse
 * where what is left is below 1e-9 of the result.
 */
final class Distance {
  private static final double EARTH_RADIUS_KM = 6371.0088;
  private static final double RADIANS = Math.PI / 180;
  private static final double RIGHT_ANGLE = Math.PI / 2;
  private static final double[] SINE = new double[11];
  private static final double[] ARC_SINE = new double[14];

  static {
    SINE[0] = 1;
    for (int k = 1; k < SINE.length; k++) {
      SINE[k] = -SINE[k - 1] / (2 * k * (2 * k + 1));
    }
    ARC_SINE[0] = 1;
    for (int k = 1; k < ARC_SINE.length; k++) {
      double odd = 2 * k - 1;
      ARC_SINE[k] = ARC_SINE[k - 1] * odd * odd / (2 * k * (2 * k + 1));
    }
  }

  private Distance() {}

  /** Great-circle distance of two places in degrees, kilometres, within 0.6 %. */
  static double km(double latitude1, double longitude1, double latitude2, double longitude2) {
    double phi1 = latitude1 * RADIANS;
    double phi2 = latitude2 * RADIANS;
    double sinPhi = sine(Math.abs(phi2 - phi1) / 2);
    double sinLambda = sine(Math.abs(longitude2 - longitude1) * RADIANS / 2);
    double a = sinPhi * sinPhi + cosine(phi1) * cosine(phi2) * sinLambda * sinLambda;
    return 2 * EARTH_RADIUS_KM * arcSine(Math.sqrt(Math.min(1, a)));
  }

  /** Of an angle from 0 to half a turn. */
  private static double sine(double angle) {
    double acute = angle > RIGHT_ANGLE ? Math.PI - angle : angle;
    return acute * sum(SINE, acute * acute);
  }

  /** Of an angle of at most a quarter turn, either way. */
  private static double cosine(double angle) {
    return sine(RIGHT_ANGLE - Math.abs(angle));
  }

  /** Of a ratio from 0 to 1; the series is for the lower half, where it is short. */
  private static double arcSine(double ratio) {
    if (ratio <= 0.5) {
      return ratio * sum(ARC_SINE, ratio * ratio);
    }
    double half = (1 - ratio) / 2;
    return RIGHT_ANGLE - 2 * Math.sqrt(half) * sum(ARC_SINE, half);
  }

  /** A power series, by Horner's scheme. */
  private static double sum(double[] coefficients, double x) {
    double sum = 0;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      sum = sum * x + coefficients[k];
    }
    return sum;
  }
}
