package io.cardbeam.command.rule;

import io.cardbeam.command.Account;
import io.cardbeam.command.DecidingOption;
import io.cardbeam.command.FinishedRun;
import io.cardbeam.command.InputOption;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunCounters;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.TokenKeyOption;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.pipeline.AddressCountSource;
import io.cardbeam.pipeline.card.UnpackEvents;
import io.cardbeam.pipeline.classify.ClassifyCards;
import io.cardbeam.pipeline.classify.ClassifyCounters;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.rule.RuleBookView;
import io.cardbeam.pipeline.rule.RuleCounters;
import io.cardbeam.pipeline.rule.TryRule;
import io.cardbeam.wire.RuleRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rules test}: what a rule would have hit. */
@Command(
    name = "test",
    description = {
      "Runs a rule over a file or lake and tells which requests it would have hit: how many by the"
          + " answer that they had without it, how many of them were fraud (by a CSV file's labels"
          + " or a lake's findings, chargebacks and resolutions), and the first few. Nothing is published."
    },
    footer = {
      "",
      "  ./cardbeam rules test --when 'amount > 500.0 && hour_utc < 4' --input traffic.csv.gz"
    })
final class RulesTestCommand implements Callable<Integer> {
  private static final String TRIED = "tried";
  private static final int MAX_EXAMPLES = 100;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final InputOption input = new InputOption();
  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final JsonOption json = new JsonOption();

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Tried tried;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "How many hits to show, the first by time, up to 100. Default: ${DEFAULT-VALUE}.")
  private int examples = 5;

  /** What is tried: one of the two. */
  static final class Tried {
    @Option(
        names = "--when",
        paramLabel = "EXPR",
        required = true,
        description = "A condition in CEL; ./cardbeam rules language tells what it may use.")
    private @Nullable String when;

    @Option(
        names = "--id",
        paramLabel = "ID",
        required = true,
        description = "A rule that was published, in its last version. Needs --bootstrap-servers.")
    private @Nullable String id;
  }

  @Override
  public Integer call() throws IOException {
    if (examples < 1 || examples > MAX_EXAMPLES) {
      throw new ParameterException(
          spec.commandLine(), "--examples " + examples + " is not between 1 and " + MAX_EXAMPLES);
    }
    String condition = condition();
    if (!Publisher.accepts(spec.commandLine(), condition)) {
      return ExitCode.USAGE;
    }
    Path folder = Files.createTempDirectory("cardbeam-rule");
    Path lines = folder.resolve("hits.tsv");
    try {
      RunCounters counters = new RunCounters(run(condition, lines));
      tell(counters, Files.readAllLines(lines, StandardCharsets.UTF_8));
      return 0;
    } finally {
      Files.deleteIfExists(lines);
      Files.deleteIfExists(folder);
    }
  }

  private String condition() throws IOException {
    String id = tried.id;
    if (id == null) {
      return String.valueOf(tried.when);
    }
    return new RuleTopic(kafka.connection())
        .book()
        .rule(id)
        .flatMap(history -> history.latest())
        .map(RuleVersion::getExpression)
        .orElseThrow(() -> new ParameterException(spec.commandLine(), "there is no rule " + id));
  }

  private PipelineResult run(String condition, Path lines) {
    RuleRecord rule =
        new RuleRecord.OfRule(
            new RuleVersion(
                TRIED,
                1,
                RuleState.SHADOW,
                Instant.EPOCH,
                Instant.EPOCH,
                RuleAction.ADD_REASON,
                0,
                condition,
                "TRIED",
                TRIED,
                ""));
    Pipeline pipeline = Pipeline.create(runner.options());
    ReadCards source = source();
    PCollectionTuple read = pipeline.apply("ReadCards", source);
    PCollection<KV<String, Iterable<byte[]>>> cards =
        read.get(SourceTags.CARDS).apply("GroupByCard", GroupByKey.create());
    PCollectionTuple.of(
            TryRule.DECIDED,
            cards
                .apply(
                    "Classify",
                    new ClassifyCards(
                        deciding.deciding(),
                        RuleBookView.of(pipeline, List.of(rule)),
                        AddressCountSource.of(pipeline, source).counts()))
                .get(ClassifyCards.DECIDED))
        .and(TryRule.EVENTS, cards.apply("Events", new UnpackEvents()))
        .apply("TryRule", new TryRule(TRIED, examples))
        .apply("WriteHits", TextIO.write().to(lines.toString()).withoutSharding());
    return FinishedRun.of(pipeline, ProgressLine.of(spec.commandLine().getOut(), json.isSet()));
  }

  private ReadCards source() {
    ReadCards all =
        new ReadCards(
                input.checked(LabelUse.CHARGEBACKS), tokenKey.key(), ReadCards.Decisions.REMAKE)
            .withColumns(input.columns());
    return all.readsCsv() ? all.withLabels(LabelUse.CHARGEBACKS) : all;
  }

  private void tell(RunCounters counters, List<String> lines) {
    long requests =
        Arrays.stream(Outcome.values())
            .mapToLong(o -> counters.sum(ClassifyCounters.NAMESPACE, ClassifyCounters.nameOf(o)))
            .sum();
    long hits = 0;
    Account account =
        new Account()
            .with("requests", requests)
            .with("invalid", counters.sum(SourceTags.NAMESPACE, "invalid"));
    for (Outcome outcome : Outcome.values()) {
      long count = counters.sum(TryRule.NAMESPACE, TryRule.hitsCounter(outcome));
      account.with("hits " + ClassifyCounters.nameOf(outcome), count);
      hits += count;
    }
    long onFraud = counters.sum(TryRule.NAMESPACE, TryRule.HITS_ON_FRAUD);
    long frauds = counters.sum(TryRule.NAMESPACE, TryRule.FRAUDS);
    account
        .with("hits", hits)
        .with("hits on fraud", onFraud)
        .with("hits on genuine", hits - onFraud)
        .with("frauds", frauds)
        .with("percent of hits fraud", percent(onFraud, hits))
        .with("percent of frauds hit", percent(onFraud, frauds))
        .with("no value", counters.sum(RuleCounters.NAMESPACE, "failed/" + TRIED));
    if (json.isSet()) {
      account.with("examples", lines.stream().sorted().toList());
    }
    account.print(spec.commandLine().getOut(), json.isSet());
    if (!json.isSet() && !lines.isEmpty()) {
      spec.commandLine().getOut().println();
      new TextTable(
              List.of("TIME", "AMOUNT", "MERCHANT", "CATEGORY", "ANSWER", "WAS"),
              lines.stream().sorted().map(l -> List.of(l.split("\t", -1))).toList())
          .print(spec.commandLine().getOut());
      spec.commandLine().getOut().flush();
    }
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }
}
