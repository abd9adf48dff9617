package io.cardbeam.command.rule;

import io.cardbeam.command.JsonOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.event.RuleState;
import io.cardbeam.rule.RuleBook;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a rule as it is, in another state. */
class NextState {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final EffectiveOption effective = new EffectiveOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(paramLabel = "ID", description = "The rule.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private String id;

  int publish(RuleState state) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Instant from = effective.from(now);
    RuleTopic topic = new RuleTopic(kafka.connection());
    RuleBook book = topic.book();
    if (book.rule(id).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "there is no rule " + id + "; ./cardbeam rules list shows them");
    }
    return new Publisher(spec.commandLine(), topic, json.isSet())
        .publish(book, List.of(RuleDraft.inState(id, state).next(book, from, now)));
  }
}
