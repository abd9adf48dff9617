package io.cardbeam.command.rule;

import io.cardbeam.event.ListName;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rules allow}: a card or merchant on the allow list, or off it. */
@Command(
    name = "allow",
    description =
        "Approves payments with a card or to a merchant, whatever model and rules say; not against a block list, a blocked card or a limit.",
    footer = {"", "  ./cardbeam rules allow --merchant m-1187 --note 'as agreed'"})
final class RulesAllowCommand implements Callable<Integer> {
  @Mixin private final ListChange change = new ListChange();

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private ListKey key;

  @Override
  public Integer call() throws IOException {
    return change.publish(
        key.isCard() ? ListName.ALLOW_CARD : ListName.ALLOW_MERCHANT, key.key(), Optional.empty());
  }
}
