package io.cardbeam.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class DistanceTest {
  private static final double RADIUS_KM = 6371.0088;

  @Property
  void isTheHaversineFormula(
      @ForAll @DoubleRange(min = -90, max = 90) double latitude1,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude1,
      @ForAll @DoubleRange(min = -90, max = 90) double latitude2,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude2) {
    assertSame(latitude1, longitude1, latitude2, longitude2);
  }

  @Property
  void isExactForNeighboursToo(
      @ForAll @DoubleRange(min = -89, max = 89) double latitude,
      @ForAll @DoubleRange(min = -179, max = 179) double longitude,
      @ForAll @DoubleRange(min = -0.01, max = 0.01) double north,
      @ForAll @DoubleRange(min = -0.01, max = 0.01) double east) {
    assertSame(latitude, longitude, latitude + north, longitude + east);
  }

  @Example
  void knowsTheCornersOfTheGlobe() {
    assertThat(Distance.km(10, 20, 10, 20)).isZero();
    assertThat(Distance.km(90, 0, -90, 0)).isCloseTo(Math.PI * RADIUS_KM, offset(1e-3));
    assertThat(Distance.km(0, -180, 0, 180)).isCloseTo(0, offset(1e-6));
    assertThat(Distance.km(0, -90, 0, 90)).isCloseTo(Math.PI * RADIUS_KM, offset(1e-3));
  }

  private static void assertSame(double phi1, double lambda1, double phi2, double lambda2) {
    double sinPhi = Math.sin(Math.toRadians(phi2 - phi1) / 2);
    double sinLambda = Math.sin(Math.toRadians(lambda2 - lambda1) / 2);
    double a =
        sinPhi * sinPhi
            + Math.cos(Math.toRadians(phi1))
                * Math.cos(Math.toRadians(phi2))
                * sinLambda
                * sinLambda;
    double expected = 2 * RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, a)));
    // Near the other end of the globe the formula itself loses digits: a thousandth of a km.
    assertThat(Distance.km(phi1, lambda1, phi2, lambda2))
        .isCloseTo(expected, offset(1e-8 * expected + (expected > 15_000 ? 1e-3 : 1e-9)));
  }
}
