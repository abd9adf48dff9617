package io.cardbeam.command.rule;

import io.cardbeam.command.JsonOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules publish}: a rule's first or next version, or a file of them. */
@Command(
    name = "publish",
    description = {
      "Publishes the next version of a rule, or all rules and list entries of a file. The"
          + " condition is checked first: a bad one is refused with its column, exit code 2, and"
          + " nothing is published.",
      "For a rule that exists, options that are not given stay as they are."
    },
    footer = {
      "",
      "  ./cardbeam rules publish --id gift-cards --action refer --priority 10 \\",
      "      --when 'category == \"misc_net\" && amount > 300.0 && hour_utc in [22, 23, 0, 1]' \\",
      "      --reason 'large gift card purchase at night' --state shadow"
    })
final class RulesPublishCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final EffectiveOption effective = new EffectiveOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description =
          "Rules and list entries as lines of JSON, as rules list --json prints them. Each rule"
              + " becomes its next version, from --effective-from on.")
  private @Nullable Path file;

  @Option(names = "--id", paramLabel = "ID", description = "The rule.")
  private @Nullable String id;

  @Option(
      names = "--when",
      paramLabel = "EXPR",
      description = "Condition, in CEL. ./cardbeam rules language tells what it may use.")
  private @Nullable String when;

  @Option(
      names = "--action",
      paramLabel = "decline|refer|approve|add_reason",
      description =
          "What happens to a request that meets it. Of those that decide, the first by priority"
              + " counts; refer and decline never make an answer milder; reasons add up.")
  private @Nullable RuleAction action;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "Higher comes first, -1000 to 1000; then by id. Default: 0.")
  private @Nullable Integer priority;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "The reason as the cardholder reads it.")
  private @Nullable String reason;

  @Option(
      names = "--reason-code",
      paramLabel = "CODE",
      description = "Its code, for machines. Default: RULE_ and the id.")
  private @Nullable String reasonCode;

  @Option(
      names = "--state",
      paramLabel = "draft|shadow|live",
      defaultValue = "live",
      description =
          "draft: not in use; shadow: counts what it would hit and does nothing; live: acts."
              + " Default: ${DEFAULT-VALUE}.")
  private RuleState state = RuleState.LIVE;

  @Option(names = "--author", paramLabel = "NAME", description = "Who publishes it.")
  private @Nullable String author;

  @Override
  public Integer call() throws IOException {
    if ((id == null) == (file == null)) {
      throw new ParameterException(spec.commandLine(), "which rule? --id ID or a FILE");
    }
    if (when != null && !Publisher.accepts(spec.commandLine(), when)) {
      return ExitCode.USAGE;
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Instant from = effective.from(now);
    RuleTopic topic = new RuleTopic(kafka.connection());
    RuleBook book = topic.book();
    return new Publisher(spec.commandLine(), topic, json.isSet())
        .publish(book, records(book, from, now));
  }

  private RuleRecord draft(RuleBook book, Instant from, Instant now) {
    RuleDraft draft =
        new RuleDraft(
            String.valueOf(id),
            state,
            Optional.ofNullable(when),
            Optional.ofNullable(action),
            Optional.ofNullable(priority),
            Optional.ofNullable(reasonCode),
            Optional.ofNullable(reason),
            Optional.ofNullable(author));
    try {
      return draft.next(book, from, now);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private List<RuleRecord> records(RuleBook book, Instant from, Instant now) {
    Path given = file;
    return given == null
        ? List.of(draft(book, from, now))
        : RuleFile.renewed(RuleFile.read(spec.commandLine(), "FILE", given), book, from, now);
  }
}
