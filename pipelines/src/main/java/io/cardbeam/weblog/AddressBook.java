package io.cardbeam.weblog;

import io.cardbeam.geo.GeoDatabase;
import io.cardbeam.geo.GeoLocation;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks up hosts and remembers the last {@value #REMEMBERED}, one for each place of its hash. Where
 * addresses are shortened an address is located first. For all threads: two that meet a host at
 * once both look it up, and find the same.
 */
public final class AddressBook {
  /** Hosts that are remembered. */
  static final int REMEMBERED = 1 << 18;

  private final Optional<GeoDatabase> database;
  private final boolean anonymize;
  private final @Nullable Entry[] remembered = new Entry[REMEMBERED];

  private record Entry(String host, AddressFacts facts) {}

  /**
   * @param database where addresses are, if one was named
   * @param anonymize whether addresses are shortened to their networks, and of names only the
   *     domain is left
   */
  public AddressBook(Optional<GeoDatabase> database, boolean anonymize) {
    this.database = database;
    this.anonymize = anonymize;
  }

  /**
   * What is known of a host.
   *
   * @throws IOException if the database is damaged where the address is
   */
  public AddressFacts find(Optional<String> host) throws IOException {
    if (host.isEmpty()) {
      return AddressFacts.NONE;
    }
    String name = host.get();
    int place = TextHash.spread(name.hashCode()) & (REMEMBERED - 1);
    Entry known = remembered[place];
    if (known != null && known.host.equals(name)) {
      return known.facts;
    }
    AddressFacts facts = look(name);
    remembered[place] = new Entry(name, facts);
    return facts;
  }

  private InetAddress shown(InetAddress address) {
    return anonymize ? AddressLiteral.shortened(address) : address;
  }

  private AddressFacts look(String host) throws IOException {
    Optional<InetAddress> address = AddressLiteral.of(host);
    Optional<GeoLocation> location =
        address.isPresent() && database.isPresent()
            ? database.get().find(address.get())
            : Optional.empty();
    Optional<String> shown = anonymize ? shortened(host, address) : Optional.of(host);
    return new AddressFacts(
        shown,
        TextHash.of(shown.orElse("")),
        location.flatMap(GeoLocation::country),
        location.flatMap(GeoLocation::city),
        address.map(AddressLiteral::network),
        address.map(this::shown).map(AddressLiteral::text),
        location.flatMap(found -> found.city().isPresent() ? found.point() : Optional.empty()));
  }

  /** {@code *.example.com} of {@code ann.example.com}; a name of one or two labels is left out. */
  private static Optional<String> shortened(String host, Optional<InetAddress> address) {
    if (address.isPresent()) {
      return Optional.of(AddressLiteral.text(AddressLiteral.shortened(address.get())));
    }
    int dot = host.indexOf('.');
    return dot > 0 && host.indexOf('.', dot + 1) > 0
        ? Optional.of("*" + host.substring(dot))
        : Optional.empty();
  }
}
