package io.cardbeam.command.replay;

import io.cardbeam.wire.Topic;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which topics of an archive are replayed. */
final class TopicsOption {
  /** What a stream reads. */
  static final Set<Topic> INPUTS =
      EnumSet.of(Topic.CARD_EVENTS, Topic.TRANSACTIONS, Topic.RULES, Topic.ADDRESS_COUNTS);

  /** What a stream writes, and archives. */
  private static final Set<Topic> OUTPUTS =
      EnumSet.of(
          Topic.AUTHORIZATION_DECISIONS,
          Topic.FRAUD_ALERTS,
          Topic.LEDGER,
          Topic.TRANSACTION_EXCEPTIONS);

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--topics",
      paramLabel = "TOPIC",
      split = ",",
      description = {
        "Topics of the archive, separated by commas. Default: what a stream reads, card-events,"
            + " transactions, rules and address-counts.",
        "authorization-decisions, fraud-alerts, ledger and transaction-exceptions are what a stream"
            + " writes: replay them to a Kafka where none is at work."
      })
  private List<String> names = List.of();

  /** Whether some were named. */
  boolean isSet() {
    return !names.isEmpty();
  }

  /**
   * The topics.
   *
   * @throws ParameterException if one is no topic, or none that is archived
   */
  Set<Topic> topics() {
    if (names.isEmpty()) {
      return INPUTS;
    }
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    names.forEach(name -> topics.add(topic(name.strip())));
    return topics;
  }

  /** Whether a stream at work would write into the topics that are replayed. */
  boolean holdOutputs() {
    return topics().stream().anyMatch(OUTPUTS::contains);
  }

  private Topic topic(String name) {
    Set<Topic> archived = EnumSet.copyOf(INPUTS);
    archived.addAll(OUTPUTS);
    return Arrays.stream(Topic.values())
        .filter(topic -> archived.contains(topic) && topic.topicName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--topics: '"
                        + name
                        + "' is no topic of an archive; these are: "
                        + archived.stream()
                            .map(Topic::topicName)
                            .collect(Collectors.joining(", "))));
  }
}
