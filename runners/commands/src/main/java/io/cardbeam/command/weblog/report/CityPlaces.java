package io.cardbeam.command.weblog.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cardbeam.command.weblog.report.ColumnGroup.RowTexts;
import io.cardbeam.geo.GeoDatabase;
import io.cardbeam.geo.GeoLocation.Point;
import io.cardbeam.weblog.AddressBook;
import io.cardbeam.weblog.AddressFacts;
import io.cardbeam.weblog.HitColumn;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where cities are. Files of hits have their names alone, so the addresses are located again;
 * without a location file there are none.
 */
final class CityPlaces {
  /** Digits that are written of a degree: about a kilometre. */
  private static final double DEGREE_PARTS = 100;

  private final Optional<AddressBook> addresses;
  private final Map<City, Sum> cities = new TreeMap<>();

  CityPlaces(Optional<GeoDatabase> database) {
    addresses = database.map(found -> new AddressBook(Optional.of(found), false));
  }

  private record City(String country, String name) implements Comparable<City> {
    @Override
    public int compareTo(City other) {
      int byCountry = country.compareTo(other.country);
      return byCountry == 0 ? name.compareTo(other.name) : byCountry;
    }
  }

  private static final class Sum {
    private double latitudes;
    private double longitudes;
    private long hits;
  }

  /** Adds hits of a client. */
  void add(RowTexts client, long hits) throws IOException {
    String country = client.get(HitColumn.COUNTRY);
    String city = client.get(HitColumn.CITY);
    String host = client.get(HitColumn.REMOTE_HOST);
    if (addresses.isEmpty() || country == null || city == null || host == null) {
      return;
    }
    AddressFacts facts = addresses.get().find(Optional.of(host));
    Optional<Point> point = facts.point();
    // Another place, as an earlier run had another file, or the address was shortened since.
    boolean isSame =
        facts.country().equals(Optional.of(country)) && facts.city().equals(Optional.of(city));
    if (isSame && point.isPresent()) {
      Sum sum = cities.computeIfAbsent(new City(country, city), any -> new Sum());
      sum.latitudes += hits * point.get().latitude();
      sum.longitudes += hits * point.get().longitude();
      sum.hits += hits;
    }
  }

  /** Writes a list of country, city, latitude and longitude of each. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Map.Entry<City, Sum> one : cities.entrySet()) {
      Sum sum = one.getValue();
      json.writeStartArray();
      json.writeString(one.getKey().country());
      json.writeString(one.getKey().name());
      json.writeNumber(Math.round(DEGREE_PARTS * sum.latitudes / sum.hits) / DEGREE_PARTS);
      json.writeNumber(Math.round(DEGREE_PARTS * sum.longitudes / sum.hits) / DEGREE_PARTS);
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
