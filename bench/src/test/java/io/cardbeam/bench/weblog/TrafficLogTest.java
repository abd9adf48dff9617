package io.cardbeam.bench.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.geo.GeoDatabase;
import io.cardbeam.weblog.CombinedLine;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficLogTest {
  private static byte[] log(long lines, long seed) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrafficLog.write(lines, seed, out);
    return out.toByteArray();
  }

  @Test
  void isTheSameForTheSameSeed() throws Exception {
    assertThat(log(2_000, 7)).isEqualTo(log(2_000, 7)).isNotEqualTo(log(2_000, 8));
  }

  @Test
  void hasAHitInEachLine() throws Exception {
    String[] lines = new String(log(5_000, 7), UTF_8).split("\n", -1);
    assertThat(lines).hasSize(5_001);
    int requests = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] line = lines[i].getBytes(UTF_8);
      requests += CombinedLine.read(line, 0, line.length).request().method().isPresent() ? 1 : 0;
    }
    assertThat(requests).isBetween(4_960, 4_999);
  }

  @Test
  void locatesItsHosts(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("places.mmdb");
    Files.write(file, Places.file());
    assertThat(GeoDatabase.read(file).find(InetAddress.getByName("3.218.17.112")))
        .hasValueSatisfying(place -> assertThat(place.city()).isPresent());
  }
}
