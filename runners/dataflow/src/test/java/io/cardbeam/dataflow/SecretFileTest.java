package io.cardbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.fn.JvmInitializers;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  private static final String VERSION = "projects/cardbeam-test/secrets/books/versions/3";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private GoogleStandIn google;

  @BeforeEach
  void start() throws IOException {
    google = new GoogleStandIn();
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void aWorkerHasItBeforeItStartsForItsOwnerAlone() throws IOException {
    google.putSecret(VERSION, "correct horse");
    Path file = folder.resolve("new").resolve("password");

    JvmInitializers.runBeforeProcessing(options(file + "=" + VERSION));

    assertThat(file).hasContent("correct horse");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aWorkerThatCannotHaveItDoesNotStart() {
    Path file = folder.resolve("password");

    assertThatThrownBy(() -> new FetchSecrets().beforeProcessing(options(file + "=" + VERSION)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("secret " + VERSION + " can't be had: Secret Manager says 404");
    assertThat(file).doesNotExist();
  }

  @Test
  void isWrittenAsPathAndVersion() {
    assertThat(SecretFile.parse("/run/password=" + VERSION))
        .isEqualTo(new SecretFile(Path.of("/run/password"), VERSION));
    assertThatThrownBy(() -> SecretFile.parse("password=" + VERSION))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SecretFile.parse("/run/password=books"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private SecretFilesOptions options(String file) {
    SecretFilesOptions options = PipelineOptionsFactory.as(SecretFilesOptions.class);
    options.setSecretFiles(List.of(file));
    options.setSecretManagerUrl(google.address());
    options.setCredentialFactoryClass(NoopCredentialFactory.class);
    return options;
  }
}
