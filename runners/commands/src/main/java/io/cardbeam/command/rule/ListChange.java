package io.cardbeam.command.rule;

import io.cardbeam.command.JsonOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts a key on a list or takes it off. */
class ListChange {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final EffectiveOption effective = new EffectiveOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--off", description = "Take it off the list.")
  private boolean off;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for people. Default: nothing.")
  private String note = "";

  int publish(ListName list, String key, Optional<Duration> lasting) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Instant from = effective.from(now);
    RuleTopic topic = new RuleTopic(kafka.connection());
    RuleBook book = topic.book();
    ListEntry entry =
        new ListEntry(
            list, key, from, off ? null : lasting.map(from::plus).orElse(null), !off, now, note);
    return new Publisher(spec.commandLine(), topic, json.isSet())
        .publish(book, List.of(new RuleRecord.OfList(entry)));
  }
}
