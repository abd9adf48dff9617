package io.cardbeam.simulator.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.geo.GeoDatabase;
import io.cardbeam.geo.GeoFile;
import io.cardbeam.geo.GeoLocation;
import io.cardbeam.simulator.geo.GeoFileWriter.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of locations as the database of addresses reads them. */
class GeoDatabaseTest {
  private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");
  private static final Map<String, Object> VIENNA =
      Map.of(
          "country", Map.of("iso_code", "AT", "names", Map.of("en", "Austria")),
          "subdivisions", List.of(Map.of("names", Map.of("de", "Wien", "en", "Vienna state"))),
          "city", Map.of("names", Map.of("de", "Wien", "en", "Vienna")),
          "location", Map.of("latitude", 48.2, "longitude", 16.37));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("test.mmdb");
  }

  private static Map<String, Object> country(String code) {
    return Map.of("country", Map.of("iso_code", code));
  }

  private static GeoFileWriter writer(String type, Version version) {
    return new GeoFileWriter(type, version, BUILT);
  }

  private GeoDatabase read(GeoFileWriter writer) throws IOException {
    Files.write(file, writer.bytes());
    return GeoDatabase.read(file);
  }

  private static Optional<String> country(GeoDatabase database, String address) throws IOException {
    return database.find(InetAddress.getByName(address)).flatMap(GeoLocation::country);
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.0, AT",
    "198.51.100.255, AT",
    "198.51.101.0,",
    "203.0.113.7, DE",
    "203.0.113.130, CH",
    "10.0.0.1,",
    "2001:db8:1::1, JP",
    "2001:db9::1,",
    "::ffff:198.51.100.7, AT",
    "::ffff:c633:6407, AT",
    "::198.51.100.7, AT",
    "::1,"
  })
  void findsTheCountryOfAddressesOfBothKinds(String address, String country) throws IOException {
    GeoDatabase database =
        read(
            writer("Test-Country", Version.IPV6)
                .put("198.51.100.0/24", country("AT"))
                .put("203.0.113.0/24", country("DE"))
                .put("203.0.113.128/25", country("CH"))
                .put("2001:db8::/32", country("JP")));
    assertThat(country(database, address)).isEqualTo(Optional.ofNullable(country));
    assertThat(country(database, address)).as("again").isEqualTo(Optional.ofNullable(country));
  }

  @Test
  void aFileOfIpv4AloneKnowsNoIpv6() throws IOException {
    GeoDatabase database =
        read(writer("Test-Country", Version.IPV4).put("198.51.100.0/24", country("AT")));
    assertThat(country(database, "198.51.100.7")).hasValue("AT");
    assertThat(country(database, "::ffff:198.51.100.7")).hasValue("AT");
    assertThat(country(database, "2001:db8::1")).isEmpty();
  }

  @Test
  void findsCityRegionAndPointInBothLayouts() throws IOException {
    GeoDatabase database =
        read(
            writer("Test-City", Version.IPV6)
                .put("198.51.100.0/24", VIENNA)
                .put(
                    "203.0.113.0/24",
                    Map.of(
                        "country_code", "US",
                        "state1", "Ohio",
                        "city", "Dayton",
                        "latitude", 39.76,
                        "longitude", -84.19)));
    assertThat(database.find(InetAddress.getByName("198.51.100.1")))
        .hasValue(
            new GeoLocation(
                Optional.of("AT"),
                Optional.of("Vienna state"),
                Optional.of("Vienna"),
                Optional.of(new GeoLocation.Point(48.2, 16.37))));
    assertThat(database.find(InetAddress.getByName("203.0.113.1")))
        .hasValue(
            new GeoLocation(
                Optional.of("US"),
                Optional.of("Ohio"),
                Optional.of("Dayton"),
                Optional.of(new GeoLocation.Point(39.76, -84.19))));
    assertThat(database.type()).isEqualTo("Test-City");
    assertThat(database.built()).isEqualTo(BUILT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"at", "AUT", "", "A1", "ÄT"})
  void whatIsNoCountryCodeIsNone(String code) throws IOException {
    GeoDatabase database =
        read(
            writer("Test-Country", Version.IPV6)
                .put("192.0.2.0/24", country("AT"))
                .put("198.51.100.0/24", country(code)));
    assertThat(country(database, "198.51.100.7")).isEmpty();
  }

  /** Every address of a model of networks has the country of the narrowest around it. */
  @ParameterizedTest
  @EnumSource
  void findsWhatThePlainListOfNetworksFinds(Version version) throws IOException {
    Random random = new Random(7);
    GeoFileWriter writer = writer("Test-Country", version).put("0.0.0.0/1", country("ZZ"));
    Map<Integer, String> model = new HashMap<>();
    for (int first = 0; first < 128; first++) {
      if (random.nextInt(3) > 0) {
        String code = "" + (char) ('A' + first % 26) + (char) ('A' + random.nextInt(26));
        writer.put(first + ".0.0.0/8", country(code));
        model.put(first, code);
      }
    }
    GeoDatabase database = read(writer);
    for (int i = 0; i < 20_000; i++) {
      int first = random.nextInt(256);
      String address = first + "." + random.nextInt(256) + ".1." + random.nextInt(256);
      Optional<String> expected =
          first >= 128 ? Optional.empty() : Optional.of(model.getOrDefault(first, "ZZ"));
      assertThat(country(database, address)).as(address).isEqualTo(expected);
    }
  }

  @Test
  void saysWhatIsWrongWithAFileInOneLine() throws IOException {
    assertThatThrownBy(() -> GeoDatabase.read(file)).hasMessage("there is no file " + file);
    assertThatThrownBy(() -> GeoDatabase.read(folder))
        .hasMessage(folder + " is a folder: name the .mmdb file in it");
    String damaged =
        file
            + " is damaged, or no database in MaxMind's format: take the .mmdb file out of its"
            + " archive, or download it again";
    for (String text : List.of("", "ip,country\n1.2.3.4,AT\n", "\u001f\u008b")) {
      Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> GeoDatabase.read(file)).hasMessage(damaged);
    }
    GeoFileWriter numbers =
        writer("GeoLite2-ASN", Version.IPV6)
            .put("192.0.2.0/24", Map.of("autonomous_system_organization", "Example"));
    assertThatThrownBy(() -> read(numbers))
        .hasMessage(
            file
                + " is a database of type GeoLite2-ASN, which knows no countries: take one of"
                + " countries or cities");
  }

  /** However a file is damaged: it is refused at once, or an address is found or reported. */
  @Test
  void aDamagedFileIsReportedAndBreaksNothing() throws IOException {
    byte[] sound =
        writer("Test-City", Version.IPV6)
            .put("198.51.100.0/24", VIENNA)
            .put("2001:db8::/32", country("JP"))
            .bytes();
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged =
          i % 3 == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
      for (int k = 0; k < 3 && damaged.length > 0; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, damaged);
      try {
        GeoDatabase database = GeoDatabase.read(file);
        country(database, "198.51.100.7");
        country(database, "2001:db8::1");
        assertThat(database.type()).isNotNull();
        assertThat(database.built()).isNotNull();
      } catch (IOException e) {
        assertThat(e.getMessage())
            .doesNotContain("\n")
            .containsAnyOf("damaged", "knows no countries");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void isReadAgainWhenItsFileChangesAndStaysAsItWasWhileThatIsDamaged() throws IOException {
    read(writer("Test-Country", Version.IPV6).put("198.51.100.0/24", country("AT")));
    GeoFile followed = GeoFile.open(file);
    assertThat(followed.refresh()).isFalse();

    Files.writeString(file, "half of it");
    assertThatThrownBy(followed::refresh).isInstanceOf(IOException.class);
    assertThat(country(followed.database(), "198.51.100.7")).hasValue("AT");

    Files.delete(file);
    assertThatThrownBy(followed::refresh).isInstanceOf(IOException.class);
    assertThat(country(followed.database(), "198.51.100.7")).hasValue("AT");

    read(writer("Test-Country", Version.IPV6).put("198.51.100.0/24", country("DE")));
    Files.setLastModifiedTime(file, FileTime.from(BUILT));
    assertThat(followed.refresh()).isTrue();
    assertThat(country(followed.database(), "198.51.100.7")).hasValue("DE");
    assertThat(followed.refresh()).isFalse();
  }
}
