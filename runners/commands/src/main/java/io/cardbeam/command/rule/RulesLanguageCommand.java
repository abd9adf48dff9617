package io.cardbeam.command.rule;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.rule.RuleLanguage;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rules language}: what a condition may use. */
@Command(
    name = "language",
    description = "Lists the variables that a condition may use, and shows how one is written.")
final class RulesLanguageCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (RuleLanguage.Variable variable :
        DecisionRuleBook.empty().compiler().language().variables()) {
      out.printf(
          Locale.ROOT, "  %-26s %-7s %s%n", variable.name(), variable.type(), variable.meaning());
    }
    out.println();
    out.println("  Operators: < <= > >= == != && || ! + - * / % ?: in, and of texts startsWith,");
    out.println("  endsWith, contains, matches, size. Whole numbers and doubles compare with each");
    out.println("  other by < <= > >=; else write 3.0 beside a double. What is compared with a");
    out.println("  missing feature is false. For instance:");
    out.println("    category in [\"misc_net\", \"shopping_net\"] && amount > 300.0");
    out.println("    hour_utc >= 22 || hour_utc < 4 ? amount > 500.0 : amount > 2000.0");
    out.flush();
  }
}
