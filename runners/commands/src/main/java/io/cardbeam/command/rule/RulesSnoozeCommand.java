package io.cardbeam.command.rule;

import io.cardbeam.event.ListName;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rules snooze}: a card that is left in peace for a while. */
@Command(
    name = "snooze",
    description =
        "Leaves a card in peace for a while: no alerts, and neither model nor rules refer or"
            + " decline its payments. Block lists, a blocked card and a limit still do.",
    footer = {"", "  ./cardbeam rules snooze --card 2mJ0... --hours 12 --note 'abroad, called'"})
final class RulesSnoozeCommand implements Callable<Integer> {
  private static final int MAX_HOURS = 24 * 90;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final ListChange change = new ListChange();

  @Option(
      names = "--card",
      paramLabel = "TOKEN",
      required = true,
      description = "Token of the card. Never a card number.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private String card;

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "24",
      description = "For how long, 1 to 2160. Default: ${DEFAULT-VALUE}.")
  private int hours = 24;

  @Override
  public Integer call() throws IOException {
    if (hours < 1 || hours > MAX_HOURS) {
      throw new ParameterException(
          spec.commandLine(), "--hours " + hours + " is not between 1 and " + MAX_HOURS);
    }
    return change.publish(ListName.SNOOZE_CARD, card, Optional.of(Duration.ofHours(hours)));
  }
}
