package io.cardbeam.command.rule;

import io.cardbeam.command.JsonOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleHistory;
import io.cardbeam.rule.RuleJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rules list}: what is in force, and what will be. */
@Command(
    name = "list",
    description = {
      "Lists each rule in the version that is in force now and those still to come, and the cards"
          + " and merchants that are on lists.",
      "With --json every version and entry ever published, a line each: a file of rules for"
          + " classify --rules and rules publish."
    },
    footer = {"", "  ./cardbeam rules list --json > rules.jsonl"})
final class RulesListCommand implements Callable<Integer> {
  private static final List<String> RULE_HEADER =
      List.of("RULE", "VERSION", "STATE", "ACTION", "PRIORITY", "FROM", "WHEN", "REASON");
  private static final List<String> LIST_HEADER = List.of("LIST", "KEY", "FROM", "UNTIL", "NOTE");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--all", description = "Every version and entry, also what is past or retired.")
  private boolean all;

  @Override
  public Integer call() throws IOException {
    RuleBook book = new RuleTopic(kafka.connection()).book();
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      book.records().forEach(record -> out.println(RuleJson.write(record)));
    } else if (book.isEmpty()) {
      out.println("  no rules yet; ./cardbeam rules publish --help shows how one is made");
    } else {
      new TextTable(RULE_HEADER, rules(book, Instant.now())).print(out);
      out.println();
      new TextTable(LIST_HEADER, entries(book, Instant.now())).print(out);
    }
    out.flush();
    return 0;
  }

  private List<List<String>> rules(RuleBook book, Instant now) {
    List<List<String>> rows = new ArrayList<>();
    for (RuleHistory history : book.rules().values()) {
      for (RuleVersion version : history.versions()) {
        boolean current =
            history.inForce(now.toEpochMilli()).filter(version::equals).isPresent()
                && version.getState() != RuleState.RETIRED;
        if (all || current || version.getEffectiveFrom().isAfter(now)) {
          rows.add(row(version));
        }
      }
    }
    return rows;
  }

  private static List<String> row(RuleVersion version) {
    return List.of(
        version.getRuleId(),
        Integer.toString(version.getVersion()),
        RuleJson.name(version.getState()),
        RuleJson.name(version.getAction()),
        Integer.toString(version.getPriority()),
        version.getEffectiveFrom().toString(),
        version.getExpression().replace('\n', ' '),
        version.getReasonText());
  }

  private List<List<String>> entries(RuleBook book, Instant now) {
    return book.entries()
        .filter(
            entry ->
                all
                    || entry.getEffectiveFrom().isAfter(now)
                    || (entry.getListed()
                        && book.isListed(entry.getList(), entry.getKey(), now.toEpochMilli())))
        .map(RulesListCommand::row)
        .toList();
  }

  private static List<String> row(ListEntry entry) {
    return List.of(
        RuleJson.name(entry.getList()) + (entry.getListed() ? "" : " (off)"),
        entry.getKey(),
        entry.getEffectiveFrom().toString(),
        entry.getUntil() == null ? "" : entry.getUntil().toString(),
        entry.getNote());
  }
}
