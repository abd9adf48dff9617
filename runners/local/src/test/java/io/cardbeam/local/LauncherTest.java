package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./cardbeam}, as far as it goes without a build. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("../../cardbeam").toAbsolutePath().normalize();
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  private record Said(int exitCode, String text) {}

  private Said launch(Path javaHome, String... args) throws Exception {
    ProcessBuilder process = new ProcessBuilder(LAUNCHER.toString());
    process.command().addAll(List.of(args));
    process.environment().put("JAVA_HOME", javaHome.toString());
    process.directory(folder.toFile()).redirectErrorStream(true);
    Path output = folder.resolve("output");
    Process running = process.redirectOutput(output.toFile()).start();
    assertThat(running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Said(running.exitValue(), Files.readString(output));
  }

  private Path javaOfVersion(String version) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("a jdk").resolve("bin"));
    Path java =
        Files.writeString(
            bin.resolve("java"),
            "#!/bin/sh\necho '    java.specification.version = " + version + "' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder.resolve("a jdk");
  }

  @Test
  void saysWhichJavaItNeedsInOneLine() throws Exception {
    Said said = launch(javaOfVersion("11"), "demo");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text()).hasLineCount(1).contains("Java 17 or newer", "is Java 11");
  }

  @Test
  void takesJava1Point8ForTheOldOneItIs() throws Exception {
    Said said = launch(javaOfVersion("1.8"), "demo");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text()).hasLineCount(1).contains("is Java 1.8");
  }

  @Test
  void explainsTheCommandThatRunsTheTests() throws Exception {
    Said said = launch(javaOfVersion("17"), "test", "--help");
    assertThat(said.exitCode()).isZero();
    assertThat(said.text()).contains("Usage: cardbeam test");
  }
}
