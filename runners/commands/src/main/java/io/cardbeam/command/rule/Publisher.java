package io.cardbeam.command.rule;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.rule.BadRuleException;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleJson;
import io.cardbeam.wire.RuleChecks;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** Checks records, publishes them, and tells of it. */
final class Publisher {
  private final CommandLine line;
  private final RuleTopic topic;
  private final boolean json;

  Publisher(CommandLine line, RuleTopic topic, boolean json) {
    this.line = line;
    this.topic = topic;
    this.json = json;
  }

  /**
   * Publishes all of them, or none.
   *
   * @param book what was published before
   * @return exit code: 0, or 2 if one is refused
   */
  int publish(RuleBook book, List<RuleRecord> records) throws IOException {
    for (RuleRecord record : records) {
      try {
        RuleChecks.check(record);
      } catch (UnreadableRecordException e) {
        throw new ParameterException(line, e.reason(), e);
      }
      if (record instanceof RuleRecord.OfRule rule && !accepts(line, rule.body().getExpression())) {
        return ExitCode.USAGE;
      }
    }
    if (!book.plusAll(records).refused().isEmpty()) {
      throw new ParameterException(
          line,
          "there is no room: at most "
              + RuleBook.MAX_RULES
              + " rules, "
              + RuleBook.MAX_VERSIONS
              + " versions and "
              + RuleBook.MAX_LIST_ENTRIES
              + " list entries");
    }
    topic.publish(records);
    records.forEach(this::tell);
    line.getOut().flush();
    return ExitCode.OK;
  }

  /** Whether an expression is a condition; if not, a person is shown where it is wrong. */
  static boolean accepts(CommandLine line, String expression) {
    try {
      DecisionRuleBook.empty().compiler().compile(expression);
      return true;
    } catch (BadRuleException e) {
      PrintWriter err = line.getErr();
      err.println(
          "cardbeam: the rule is refused, line "
              + e.line()
              + ", column "
              + e.column()
              + ": "
              + e.reason());
      e.picture(expression).lines().forEach(l -> err.println("  " + l));
      err.flush();
      return false;
    }
  }

  private void tell(RuleRecord record) {
    line.getOut().println(json ? RuleJson.write(record) : "  " + words(record));
  }

  private static String words(RuleRecord record) {
    if (record instanceof RuleRecord.OfRule rule) {
      return rule.body().getRuleId()
          + " version "
          + rule.body().getVersion()
          + " is "
          + RuleJson.name(rule.body().getState())
          + " from "
          + rule.body().getEffectiveFrom()
          + " on";
    }
    var entry = ((RuleRecord.OfList) record).body();
    return entry.getKey()
        + (entry.getListed() ? " is on " : " is off ")
        + RuleJson.name(entry.getList())
        + " from "
        + entry.getEffectiveFrom()
        + (entry.getUntil() == null ? " on" : " until " + entry.getUntil());
  }
}
