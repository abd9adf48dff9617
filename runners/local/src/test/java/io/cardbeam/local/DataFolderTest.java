package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.flink.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void letsOnlyOneInAtATime() throws Exception {
    try (DataFolder data = DataFolder.open(folder)) {
      assertThatThrownBy(() -> DataFolder.open(folder))
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessageContaining(data.root().toString())
          .hasMessageContaining("--data");
    }
    DataFolder.open(folder).close();
  }

  @Test
  void remembersPortsAndReplacesATakenOne() throws Exception {
    Ports ports = new Ports(folder.resolve("ports.properties"));
    int port = ports.port("kafka");
    assertThat(ports.port("kafka")).isEqualTo(port);
    assertThat(new Ports(folder.resolve("ports.properties")).port("kafka")).isEqualTo(port);
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(ports.port("kafka")).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void takesNoPortFromADamagedFile() throws Exception {
    Path file = folder.resolve("ports.properties");
    Files.writeString(file, "kafka=soon\nflink=70000\n");
    assertThat(new Ports(file).port("kafka")).isBetween(1, 65_535);
    assertThat(new Ports(file).port("flink")).isBetween(1, 65_535);
  }

  @Test
  void keepsItsPasswordAndOthersHaveOthers() throws Exception {
    Secrets secrets = new Secrets(Files.createDirectories(folder.resolve("a")));
    Secrets others = new Secrets(Files.createDirectories(folder.resolve("b")));
    assertThat(secrets.databasePassword()).isNotEmpty().isEqualTo(secrets.databasePassword());
    assertThat(others.databasePassword()).isNotEqualTo(secrets.databasePassword());
    for (Path file : List.of(secrets.databasePasswordFile(), secrets.secretsKeyFile())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }
}
