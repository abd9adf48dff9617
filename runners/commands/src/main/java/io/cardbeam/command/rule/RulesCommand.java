package io.cardbeam.command.rule;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rules}: what analysts publish, and what a running stream takes up within seconds. */
@Command(
    name = "rules",
    description = {
      "Rules and lists that a running stream decides by. What is published counts for requests"
          + " from its effective-from on, by event time, without a restart.",
      "A rule's condition is written in CEL, the Common Expression Language, over the request and"
          + " its features, for instance: amount > 500.0 && requests_1h > 3"
    },
    subcommands = {
      RulesListCommand.class,
      RulesPublishCommand.class,
      RulesShadowCommand.class,
      RulesRetireCommand.class,
      RulesTestCommand.class,
      RulesBlockCommand.class,
      RulesAllowCommand.class,
      RulesSnoozeCommand.class,
      RulesLanguageCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "From an idea to a rule that acts:",
      "  ./cardbeam rules test --when 'amount > 500.0 && requests_1h > 3' --input traffic.csv",
      "  ./cardbeam rules publish --id pace --when 'amount > 500.0 && requests_1h > 3' \\",
      "      --action refer --reason 'several large payments within an hour' --state shadow",
      "  ./cardbeam rules publish --id pace --state live",
      "  ./cardbeam rules retire pace"
    })
public final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which? ./cardbeam rules --help lists what it can do");
  }
}
