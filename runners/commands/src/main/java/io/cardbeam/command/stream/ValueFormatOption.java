package io.cardbeam.command.stream;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.format.RegistryAddress;
import io.cardbeam.pipeline.format.ValueFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** In which format producers write to the topics that a stream reads. */
final class ValueFormatOption {
  /** Where Confluent's own clients take user and password from. */
  private static final String USER_INFO = "basic.auth.user.info";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--value-format",
      paramLabel = "avro|confluent|json",
      defaultValue = "avro",
      description = {
        "What the values on card-events and transactions are.",
        "avro: Avro's single-object encoding, as Cardbeam itself writes. confluent: Confluent's wire"
            + " format, with --schema-registry. json: objects with the contracts' fields by name.",
        "The key is the card token in each of them. The topic rules is always avro. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private Format format = Format.avro;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = {
        "Where the schemas of --value-format confluent are, as https://registry.example.com:8081."
            + " User and password are "
            + USER_INFO
            + "=USER:PASSWORD in the file of --kafka-config."
      })
  private @Nullable String registry;

  /** Formats, by the names that people type. */
  enum Format {
    avro,
    confluent,
    json
  }

  /**
   * The format.
   *
   * @param kafka its settings may hold user and password for the registry
   * @throws ParameterException if a registry is missing, or named in vain
   */
  ValueFormat format(KafkaConnection kafka) {
    String url = registry;
    if (format == Format.confluent) {
      if (url == null) {
        throw wrong("--value-format confluent needs --schema-registry URL");
      }
      try {
        return new ValueFormat.Confluent(RegistryAddress.of(url, userInfo(kafka.clientConfig())));
      } catch (IllegalArgumentException e) {
        throw wrong("--schema-registry: " + e.getMessage());
      }
    }
    if (url != null) {
      throw wrong("--schema-registry is for --value-format confluent");
    }
    return format == Format.json ? new ValueFormat.Json() : ValueFormat.AVRO;
  }

  private static String userInfo(Map<String, String> settings) {
    return settings.getOrDefault(
        USER_INFO, settings.getOrDefault("schema.registry." + USER_INFO, ""));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
