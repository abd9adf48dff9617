package io.cardbeam.command.rule;

import io.cardbeam.event.RuleState;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rules shadow}: the next version of a rule in that state. */
@Command(
    name = "shadow",
    description =
        "Publishes a rule as it is to run in the shadow: what it would hit is counted, and nothing is done.",
    footer = {"", "  ./cardbeam rules shadow gift-cards"})
final class RulesShadowCommand implements Callable<Integer> {
  @Mixin private final NextState next = new NextState();

  @Override
  public Integer call() throws IOException {
    return next.publish(RuleState.SHADOW);
  }
}
