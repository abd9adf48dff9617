package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars that are deployed, as they were built. */
class DeployableJarsIT {
  private static final Path ROOT = Path.of(System.getProperty("cardbeam.root", ""));
  private static final Path SAMPLES = ROOT.resolve("testdata").resolve("samples");

  @TempDir private Path folder;

  private static Path jar(String runner) throws IOException {
    try (Stream<Path> files =
        Files.list(ROOT.resolve("runners").resolve(runner).resolve("target"))) {
      return files
          .filter(file -> file.toString().endsWith("-deployable.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no deployable jar of " + runner));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink", "dataflow"})
  void holdsNoSignatureNoTestAndNoServer(String runner) throws IOException {
    try (JarFile jar = new JarFile(jar(runner).toFile())) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      assertThat(names)
          .contains(
              "io/cardbeam/pipeline/CardPipeline.class", "io/cardbeam/" + runner + "/Main.class")
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA|EC)"))
          .noneMatch(name -> name.endsWith("module-info.class"))
          .noneMatch(name -> name.startsWith("io/cardbeam/local/"))
          .noneMatch(name -> name.startsWith("kafka/server/"))
          .noneMatch(name -> name.startsWith("io/zonky/"))
          .noneMatch(name -> name.startsWith("io/cardbeam/search/"))
          .noneMatch(name -> name.startsWith("org/opensearch/"))
          .noneMatch(name -> name.startsWith("org/apache/lucene/"))
          .noneMatch(name -> name.startsWith("org/junit/"))
          .noneMatch(name -> name.startsWith("net/jqwik/"))
          .noneMatch(name -> name.startsWith("org/openjdk/jmh/"))
          .noneMatch(name -> name.matches("io/cardbeam/.*(Test|IT)\\.class"));
      assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "direct, org.apache.beam.runners.direct.DirectRegistrar$Runner",
    "flink, org.apache.beam.runners.flink.FlinkRunnerRegistrar$Runner",
    "dataflow, org.apache.beam.runners.dataflow.DataflowPipelineRegistrar$Runner"
  })
  void servicesOfAllItRestsOnAreThere(String runner, String registrar) throws IOException {
    try (JarFile jar = new JarFile(jar(runner).toFile())) {
      assertThat(service(jar, "org.apache.beam.sdk.runners.PipelineRunnerRegistrar"))
          .contains(registrar);
      assertThat(service(jar, "org.apache.beam.sdk.io.FileSystemRegistrar"))
          .contains("org.apache.beam.sdk.io.LocalFileSystemRegistrar");
      assertThat(service(jar, "org.apache.beam.sdk.options.PipelineOptionsRegistrar"))
          .as("of several jars")
          .hasSizeGreaterThan(1);
      assertThat(service(jar, "org.flywaydb.core.extensibility.Plugin"))
          .as("Flyway's own and its PostgreSQL")
          .anyMatch(name -> name.contains("postgresql"))
          .anyMatch(name -> name.startsWith("org.flywaydb.core."));
    }
  }

  private static List<String> service(JarFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry("META-INF/services/" + name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void flinksHoldsNothingThatEveryFlinkHas() throws IOException {
    try (JarFile jar = new JarFile(jar("flink").toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
          .noneMatch(name -> name.startsWith("org/rocksdb/"))
          .anyMatch(name -> name.startsWith("org/apache/beam/runners/flink/"));
    }
  }

  @Test
  void directsDecidesAFileByItself() throws Exception {
    Path decided = folder.resolve("decided");
    String said =
        run(
            List.of("-jar", jar("direct").toString()),
            "classify",
            "--input",
            SAMPLES.resolve("plain-200.csv").toString(),
            "--token-key",
            SAMPLES.resolve("token.key").toString(),
            "--output",
            decided.toString());
    assertThat(Files.readAllLines(decided.resolve("decisions.csv"))).as(said).hasSize(201);
  }

  @Test
  void flinksDecidesAFileBesideAFlink() throws Exception {
    Path decided = folder.resolve("decided");
    String flink = Files.readString(Path.of(System.getProperty("cardbeam.flink.lib", ""))).strip();
    List<String> java = new ArrayList<>();
    java.add("--add-opens=java.base/java.util=ALL-UNNAMED");
    java.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    java.addAll(
        List.of(
            "-cp",
            flink + System.getProperty("path.separator") + jar("flink"),
            "io.cardbeam.flink.Main"));
    String said =
        run(
            java,
            "classify",
            "--input",
            SAMPLES.resolve("plain-200.csv").toString(),
            "--token-key",
            SAMPLES.resolve("token.key").toString(),
            "--output",
            decided.toString());
    assertThat(Files.readAllLines(decided.resolve("decisions.csv"))).as(said).hasSize(201);
  }

  private String run(List<String> java, String... command) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(java);
    words.addAll(List.of(command));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
