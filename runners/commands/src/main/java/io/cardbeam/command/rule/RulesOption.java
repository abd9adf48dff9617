package io.cardbeam.command.rule;

import io.cardbeam.pipeline.RuleSource;
import io.cardbeam.pipeline.rule.RuleDecoder;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The rules that a bounded command decides by. */
public final class RulesOption {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = {
        "Rules and lists as rules list --json prints them. Each request meets those that were in"
            + " force at its event time.",
        "Default: those that lie in the lake which is read; none for CSV."
      })
  private @Nullable Path file;

  /**
   * Where they come from.
   *
   * @throws ParameterException if the file can't be read or holds a rule without sense
   */
  public RuleSource source() {
    Path chosen = file;
    if (chosen == null) {
      return RuleSource.WITH_THE_INPUT;
    }
    List<RuleRecord> records = RuleFile.read(spec.commandLine(), "--rules", chosen);
    for (RuleRecord record : records) {
      try {
        RuleDecoder.check(record);
      } catch (UnreadableRecordException e) {
        throw new ParameterException(
            spec.commandLine(), "--rules: " + chosen + ": " + e.reason(), e);
      }
    }
    return RuleSource.of(records);
  }
}
