package io.cardbeam.weblog;

import io.cardbeam.geo.GeoLocation.Point;
import java.util.Optional;

/**
 * What is known of a remote host.
 *
 * @param shown the host as rows have it: as logged, or shortened
 * @param hash of the host as it is shown, to tell visitors apart
 * @param country ISO 3166-1 alpha-2
 * @param city name in English
 * @param network first address and length of its /24, of IPv6 its /48; empty for a name
 * @param address the host as it is shown, if it is an address, without its port
 * @param point where the city is, as far as a database knows
 */
public record AddressFacts(
    Optional<String> shown,
    long hash,
    Optional<String> country,
    Optional<String> city,
    Optional<String> network,
    Optional<String> address,
    Optional<Point> point) {

  /** Of a hit that names no host. */
  static final AddressFacts NONE =
      new AddressFacts(
          Optional.empty(),
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
