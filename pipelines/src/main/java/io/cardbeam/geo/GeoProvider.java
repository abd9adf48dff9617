package io.cardbeam.geo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Makers of free databases whose licences ask that they are named where places are shown. */
public enum GeoProvider {
  /** DB-IP, whose lite files are under CC BY 4.0. */
  DB_IP("DB-IP", "https://db-ip.com", "dbip"),
  /** MaxMind, whose GeoLite2 files have a licence of their own. */
  MAXMIND("MaxMind", "https://www.maxmind.com", "geolite2");

  private final String shownName;
  private final String page;
  private final String prefix;

  GeoProvider(String shownName, String page, String prefix) {
    this.shownName = shownName;
    this.page = page;
    this.prefix = prefix;
  }

  /** As it calls itself. */
  public String shownName() {
    return shownName;
  }

  /** Address of its page. */
  public String page() {
    return page;
  }

  /**
   * The maker, if one of the names is as it names its files.
   *
   * @param names what the file calls itself, such as {@code DBIP-City-Lite}, and its own name,
   *     since files that were made of its data call themselves no more than {@code city}
   */
  static Optional<GeoProvider> of(String... names) {
    return Arrays.stream(values())
        .filter(
            provider ->
                Arrays.stream(names)
                    .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(provider.prefix)))
        .findFirst();
  }
}
