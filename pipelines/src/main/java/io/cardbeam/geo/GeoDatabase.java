package io.cardbeam.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Where addresses are, by a file in MaxMind's format (MMDB) with countries or cities: MaxMind's
 * GeoLite2 and GeoIP2, DB-IP's, and others of the same layout or a flat one. The file is held in
 * memory, so whoever replaces it does no harm. For all threads.
 */
public final class GeoDatabase {
  /** Largest file that is read, bytes; those with all cities are a tenth of it. */
  public static final long MAX_BYTES = 1L << 30;

  /** How many networks of a file are looked at to see whether it knows any country. */
  static final int PROBED_NETWORKS = 1_000;

  private static final int ANSWERS = 1 << 13;
  private static final int IPV6 = 6;

  private static final String BUILT_IN = "dbip-country.mmdb";
  private static final String BUILT_IN_NAME = "the built-in file of countries";

  private final Reader reader;
  private final Optional<GeoProvider> provider;

  /** Answers by the address's hash; of two with the same the later one stays. */
  private final AtomicReferenceArray<@Nullable Answer> answers =
      new AtomicReferenceArray<>(ANSWERS);

  private record Answer(InetAddress address, Optional<GeoLocation> location) {}

  private GeoDatabase(Reader reader, String fileName) {
    this.reader = reader;
    provider = GeoProvider.of(type(), fileName);
  }

  /**
   * Reads a file.
   *
   * @throws IOException with a line for the user if it is absent, too large, damaged, of another
   *     format, or a database that knows no countries
   */
  public static GeoDatabase read(Path file) throws IOException {
    requireReadable(file);
    Reader reader =
        open(
            file.toString(),
            () -> new Reader(file.toFile(), Reader.FileMode.MEMORY, new CHMCache()));
    GeoDatabase database = new GeoDatabase(reader, String.valueOf(file.getFileName()));
    database.requireCountries(file.toString());
    return database;
  }

  /** Whether this build has a file of countries: those that were made without npm have none. */
  public static boolean hasBuiltIn() {
    return GeoDatabase.class.getResource(BUILT_IN) != null;
  }

  /**
   * Reads the file of countries that this build has, DB-IP's.
   *
   * @throws IOException with a line for the user if it has none, or a damaged one
   */
  public static GeoDatabase builtIn() throws IOException {
    try (InputStream in = GeoDatabase.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IOException(
            "this build has no file of countries: build it where npm is, or name a file");
      }
      GeoDatabase database =
          new GeoDatabase(open(BUILT_IN_NAME, () -> new Reader(in, new CHMCache())), BUILT_IN);
      database.requireCountries(BUILT_IN_NAME);
      return database;
    }
  }

  private static void requireReadable(Path file) throws IOException {
    try {
      if (Files.isDirectory(file)) {
        throw new IOException(file + " is a folder: name the .mmdb file in it");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + " is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + " may not be read by this user");
    }
  }

  /** Opens a database. */
  private interface Opening {
    Reader open() throws IOException;
  }

  private static Reader open(String file, Opening opening) throws IOException {
    try {
      Reader reader = opening.open();
      // Refused here if there is no such time.
      Objects.requireNonNull(reader.getMetadata().buildTime());
      return reader;
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          file
              + " is damaged, or no database in MaxMind's format: take the .mmdb file out of its"
              + " archive, or download it again",
          e);
    }
  }

  private void requireCountries(String file) throws IOException {
    try {
      Networks<?> networks = reader.networks(Map.class);
      for (int i = 0; i < PROBED_NETWORKS && networks.hasNext(); i++) {
        if (networks.next().data() instanceof Map<?, ?> fields
            && GeoRecord.read(fields).country().isPresent()) {
          return;
        }
      }
    } catch (IOException | InvalidNetworkException | RuntimeException e) {
      throw new IOException(file + " is damaged: download it again", e);
    }
    throw new IOException(
        file
            + " is a database of type "
            + type()
            + ", which knows no countries: take one of countries or cities");
  }

  /** What the file calls itself, such as {@code GeoLite2-Country}. */
  public String type() {
    // A damaged file may not say.
    return Objects.requireNonNullElse(reader.getMetadata().databaseType(), "");
  }

  /** Who made it, if it is one who is to be named, as far as type and name of the file say so. */
  public Optional<GeoProvider> provider() {
    return provider;
  }

  /** When the file was made. */
  public Instant built() {
    return reader.getMetadata().buildTime();
  }

  /**
   * Where an address is; empty where the database does not know it. Takes less than a microsecond
   * for an address that was looked up lately, some microseconds for others.
   *
   * @throws IOException if the file is damaged where the address is
   */
  public Optional<GeoLocation> find(InetAddress address) throws IOException {
    int place = spread(address.hashCode()) & (ANSWERS - 1);
    Answer known = answers.get(place);
    if (known != null && known.address().equals(address)) {
      return known.location();
    }
    Optional<GeoLocation> found = look(address);
    answers.set(place, new Answer(address, found));
    return found;
  }

  private Optional<GeoLocation> look(InetAddress address) throws IOException {
    if (address instanceof Inet6Address && reader.getMetadata().ipVersion() != IPV6) {
      return Optional.empty();
    }
    try {
      Map<?, ?> found = reader.get(address, Map.class);
      return Optional.ofNullable(found).map(GeoRecord::read);
    } catch (IOException | RuntimeException e) {
      // The library checks less than a damaged file can get wrong.
      throw new IOException("the database of addresses is damaged", e);
    }
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 13) ^ (hash >>> 23);
  }
}
