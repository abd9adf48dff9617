package io.cardbeam.command.rule;

import io.cardbeam.event.ListName;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rules block}: a card or merchant on the block list, or off it. */
@Command(
    name = "block",
    description =
        "Declines every payment with a card or to a merchant. Comes before allow lists, a snooze and all rules.",
    footer = {"", "  ./cardbeam rules block --merchant m-1187 --note 'as agreed'"})
final class RulesBlockCommand implements Callable<Integer> {
  @Mixin private final ListChange change = new ListChange();

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private ListKey key;

  @Override
  public Integer call() throws IOException {
    return change.publish(
        key.isCard() ? ListName.BLOCK_CARD : ListName.BLOCK_MERCHANT, key.key(), Optional.empty());
  }
}
