package io.cardbeam.command.rule;

import io.cardbeam.event.RuleState;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rules retire}: the next version of a rule in that state. */
@Command(
    name = "retire",
    description =
        "Takes a rule out of use. Requests before its effective-from still meet it, in a replay too.",
    footer = {"", "  ./cardbeam rules retire gift-cards"})
final class RulesRetireCommand implements Callable<Integer> {
  @Mixin private final NextState next = new NextState();

  @Override
  public Integer call() throws IOException {
    return next.publish(RuleState.RETIRED);
  }
}
