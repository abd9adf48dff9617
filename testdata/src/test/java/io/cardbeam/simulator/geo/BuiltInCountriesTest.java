package io.cardbeam.simulator.geo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cardbeam.geo.GeoDatabase;
import io.cardbeam.geo.GeoLocation;
import io.cardbeam.geo.GeoProvider;
import io.cardbeam.geo.GeoSource;
import io.cardbeam.simulator.geo.GeoFileWriter.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.util.SerializableUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of countries that is used if none is named, which a build may be without. */
class BuiltInCountriesTest {
  private static final String FILE = "io/cardbeam/geo/dbip-country.mmdb";

  @TempDir private Path folder = Path.of("");

  /** The classes of databases as a build has them whose file of countries is this one, or none. */
  private static final class Build extends ClassLoader {
    private final Optional<Path> countries;

    Build(Optional<Path> countries) {
      super(GeoDatabase.class.getClassLoader());
      this.countries = countries;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.cardbeam.geo.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public @Nullable URL getResource(String name) {
      if (!name.equals(FILE)) {
        return super.getResource(name);
      }
      try {
        return countries.isPresent() ? countries.get().toUri().toURL() : null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Object call(Class<?> type, String method) throws Throwable {
      try {
        return loadClass(type.getName()).getMethod(method).invoke(null);
      } catch (InvocationTargetException e) {
        throw e.getTargetException();
      }
    }
  }

  private static Optional<String> country(GeoDatabase database, String address) throws IOException {
    return database.find(InetAddress.getByName(address)).flatMap(GeoLocation::country);
  }

  @Test
  void aBuildWithoutTheFileHasNoneByDefault() throws Throwable {
    Build build = new Build(Optional.empty());
    assertThat(build.call(GeoSource.class, "standard")).hasToString("None[]");
    assertThatThrownBy(() -> build.call(GeoDatabase.class, "builtIn"))
        .isInstanceOf(IOException.class)
        .hasMessage("this build has no file of countries: build it where npm is, or name a file");
  }

  @Test
  void aBuildWithTheFileHasItByDefault() throws Throwable {
    Path file = folder.resolve("countries");
    Files.write(
        file,
        new GeoFileWriter("country ipvAll", Version.IPV6, Instant.EPOCH)
            .put("192.0.2.0/24", Map.of("country_code", "ZZ"))
            .bytes());
    Build build = new Build(Optional.of(file));
    assertThat(build.call(GeoSource.class, "standard")).hasToString("BuiltIn[]");
    Object database = build.call(GeoDatabase.class, "builtIn");
    assertThat(
            database
                .getClass()
                .getMethod("find", InetAddress.class)
                .invoke(database, InetAddress.getByName("192.0.2.9"))
                .toString())
        .contains("country=Optional[ZZ]");
    assertThat(database.getClass().getMethod("provider").invoke(database))
        .hasToString("Optional[DB_IP]");
  }

  @Test
  void aDamagedFileIsSaidToBeTheBuiltInOne() throws IOException {
    Build build = new Build(Optional.of(Files.writeString(folder.resolve("countries"), "x")));
    assertThatThrownBy(() -> build.call(GeoDatabase.class, "builtIn"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the built-in file of countries is damaged");
  }

  /** Addresses of networks that have been in one country for decades. */
  @ParameterizedTest
  @CsvSource({
    "131.130.1.1, AT",
    "129.132.1.1, CH",
    "134.76.1.1, DE",
    "131.111.8.1, GB",
    "193.0.6.139, NL",
    "133.11.1.1, JP",
    "166.111.4.1, CN",
    "143.107.1.1, BR",
    "137.158.1.1, ZA",
    "130.56.1.1, AU",
    "128.30.2.1, US",
    "2a02:8388::1, AT",
    "2804:14c::1, BR",
  })
  void theFileKnowsCountries(String address, String country) throws IOException {
    assumeThat(GeoDatabase.hasBuiltIn()).isTrue();
    assertThat(country(GeoDatabase.builtIn(), address)).contains(country);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "10.1.2.3", "192.168.1.1", "192.0.2.1", "198.18.0.1", "2001:db8::1"})
  void theFileHasNoCountryForAddressesOfNobody(String address) throws IOException {
    assumeThat(GeoDatabase.hasBuiltIn()).isTrue();
    assertThat(country(GeoDatabase.builtIn(), address)).isEmpty();
  }

  @Test
  void theFileIsOfDbIp() throws IOException {
    assumeThat(GeoDatabase.hasBuiltIn()).isTrue();
    GeoDatabase database = GeoDatabase.builtIn();
    assertThat(database.provider()).contains(GeoProvider.DB_IP);
    assertThat(database.built()).isAfter(Instant.parse("2026-06-01T00:00:00Z"));
    try (InputStream licence = GeoDatabase.class.getResourceAsStream("DBIP-LICENSE.txt")) {
      assertThat(licence).isNotNull();
      assertThat(new String(licence.readAllBytes(), UTF_8))
          .contains("Creative Commons Attribution 4.0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DBIP-City-Lite, cities.mmdb, DB_IP",
    "DBIP-Location (compat=City), x, DB_IP",
    "city ipvAll, dbip-city.mmdb, DB_IP",
    "GeoLite2-City, x, MAXMIND",
    "city ipvAll, geolite2-city.mmdb, MAXMIND",
    "GeoIP2-City, x, ",
    "city ipvAll, cities.mmdb, ",
    "Cardbeam-Made-Up-City, made-up-places.mmdb, ",
  })
  void whoeverIsToBeNamedIsKnownByTypeOrName(String type, String name, @Nullable GeoProvider maker)
      throws IOException {
    Path file = folder.resolve(name);
    Files.write(
        file,
        new GeoFileWriter(type, Version.IPV6, Instant.EPOCH)
            .put("192.0.2.0/24", Map.of("country_code", "ZZ"))
            .bytes());
    assertThat(GeoDatabase.read(file).provider()).isEqualTo(Optional.ofNullable(maker));
  }

  @Test
  void workersOpenWhatWasNamed() throws IOException {
    Path file = folder.resolve("some.mmdb");
    Files.write(
        file,
        new GeoFileWriter("T", Version.IPV6, Instant.EPOCH)
            .put("192.0.2.0/24", Map.of("country_code", "ZZ"))
            .bytes());
    GeoSource sent = SerializableUtils.clone(GeoSource.named(file.toString()));
    assertThat(country(sent.open().orElseThrow(), "192.0.2.9")).contains("ZZ");
    assertThat(SerializableUtils.clone(GeoSource.named("none")).open()).isEmpty();
    assertThat(SerializableUtils.clone((GeoSource) new GeoSource.BuiltIn()))
        .isEqualTo(new GeoSource.BuiltIn());
  }
}
