package io.cardbeam.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The templates' parameters and the commands' options are the same. */
class DataflowTemplateTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Metadata as the service documents it; a field that is not here fails. */
  private record Metadata(
      String name,
      String description,
      boolean streaming,
      boolean supportsExactlyOnce,
      boolean supportsAtLeastOnce,
      @Nullable String defaultStreamingMode,
      List<Parameter> parameters) {}

  private record Parameter(
      String name,
      String label,
      String helpText,
      boolean isOptional,
      @Nullable List<String> regexes) {

    String option() {
      return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
  }

  private static Metadata metadata(String command) throws IOException {
    return STRICT.readValue(
        DeployFiles.named("dataflow/" + command + "-metadata.json").toFile(), Metadata.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "classify"})
  void everyParameterIsAnOptionOfItsCommand(String command) throws IOException {
    CommandSpec spec = CommandOptions.command(command);

    assertThat(metadata(command).parameters())
        .isNotEmpty()
        .allSatisfy(
            parameter ->
                assertThat(spec.findOption(parameter.option())).as(parameter.option()).isNotNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "classify"})
  void whatTheCommandRequiresTheTemplateRequires(String command) throws IOException {
    List<String> required =
        CommandOptions.command(command).options().stream()
            .filter(OptionSpec::required)
            .map(OptionSpec::longestName)
            .toList();

    assertThat(
            metadata(command).parameters().stream()
                .filter(parameter -> !parameter.isOptional())
                .map(Parameter::option))
        .containsAll(required);
  }

  @ParameterizedTest
  @CsvSource({
    "stream, lake, gs://bucket/lake, /data/lake",
    "stream, bootstrapServers, 'b1:9092,b2:9092', b1",
    "stream, booksUrl, jdbc:postgresql://10.0.0.5:5432/cardbeam, 10.0.0.5",
    "stream, secretFile, /tmp/p=projects/a/secrets/b/versions/1, password",
    "stream, archiveWait, 300, 0",
    "classify, input, gs://bucket/lake, lake",
    "classify, format, avro, parquet"
  })
  void aParameterTakesWhatItsCommandTakes(String command, String name, String good, String bad)
      throws IOException {
    assertThat(metadata(command).parameters())
        .filteredOn(parameter -> parameter.name().equals(name))
        .singleElement()
        .satisfies(
            parameter ->
                assertThat(parameter.regexes()).allMatch(good::matches).noneMatch(bad::matches));
  }
}
