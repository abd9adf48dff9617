package io.cardbeam.command.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.csv.ColumnsFile;
import io.cardbeam.measure.EvaluationReport;
import io.cardbeam.measure.ScoredRequests;
import io.cardbeam.pipeline.files.DecisionFile;
import io.cardbeam.policy.Costs;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The work of {@code evaluate}: reads, measures, prints and writes.
 *
 * @param decisions what was decided
 * @param labels what was true
 * @param fromMillis first instant that is measured, milliseconds since 1970 UTC
 * @param untilMillis first instant that is not measured any more
 * @param costs what errors cost
 * @param rounds of the bootstrap
 * @param seed of the bootstrap
 * @param synthetic whether the report says that the data is made up
 * @param output folder for the report
 */
public record EvaluationTask(
    DecisionFile decisions,
    Labels labels,
    long fromMillis,
    long untilMillis,
    Costs costs,
    int rounds,
    long seed,
    boolean synthetic,
    Path output) {
  private static final String JSON_FILE = "evaluation.json";
  private static final String PAGE_FILE = "evaluation.html";
  private static final int SHOW_EVERY = 10;

  /**
   * A file with labels.
   *
   * @param columns what was said of its columns
   * @param tokenizer that of the decisions, by whose tokens cards are known
   */
  public record Labels(Path file, ColumnsFile columns, Supplier<CardTokenizer> tokenizer) {}

  /**
   * Does it.
   *
   * @param json whether what is printed is for machines
   * @return exit code: 0, or 1 if rows don't add up or there is nothing to measure
   */
  public int run(PrintWriter out, ProgressLine progress, boolean json) throws IOException {
    EvaluationInput input = input(progress);
    if (input.requests().size() == 0) {
      throw new IOException(nothing(input.rows()));
    }
    EvaluationRun run = measured(input, progress);
    ObjectNode document = EvaluationJson.of(run);
    ObjectMapper mapper = new ObjectMapper();
    Files.createDirectories(output);
    Files.writeString(
        output.resolve(JSON_FILE),
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
    Files.writeString(output.resolve(PAGE_FILE), new EvaluationPage(run).html());
    if (json) {
      out.println(mapper.writeValueAsString(document));
      out.flush();
    } else {
      new EvaluationText(run, out).print();
      account(run.rows(), out);
    }
    return run.rows().addUp() ? 0 : 1;
  }

  private EvaluationInput input(ProgressLine progress) throws IOException {
    try {
      return EvaluationInput.read(
          decisions, labels, new EvaluationInput.Period(fromMillis, untilMillis), progress);
    } finally {
      progress.hide();
    }
  }

  private String nothing(EvaluationRun.Rows rows) {
    return rows.joined().joined() == 0
        ? String.format(
            Locale.ROOT,
            "none of the %,d decisions in %s has a label in %s; --token-key must be that of the"
                + " decisions",
            rows.decisions(),
            decisions.path(),
            labels.file())
        : String.format(
            Locale.ROOT, "none of the %,d labelled decisions lies in the period", rows.outside());
  }

  private EvaluationRun measured(EvaluationInput input, ProgressLine progress) {
    ScoredRequests requests = input.requests();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < requests.size(); i++) {
      first = Math.min(first, requests.timeMillis(i));
      last = Math.max(last, requests.timeMillis(i));
    }
    long allRounds = (EvaluationReport.months(requests).size() + 2L) * rounds;
    AtomicLong done = new AtomicLong();
    progress.show("measuring");
    EvaluationReport.Bootstrap bootstrap = new EvaluationReport.Bootstrap(rounds, seed);
    EvaluationReport report =
        EvaluationReport.of(
            requests,
            input.firstPurchases(),
            costs,
            bootstrap,
            () -> {
              long round = done.incrementAndGet();
              if (round % SHOW_EVERY == 0) {
                progress.show(String.format(Locale.ROOT, "%,d of %,d drawings", round, allRounds));
              }
            });
    progress.hide();
    return new EvaluationRun(
        input.rows(),
        Instant.ofEpochMilli(first),
        Instant.ofEpochMilli(last),
        costs,
        bootstrap,
        synthetic,
        report);
  }

  private void account(EvaluationRun.Rows rows, PrintWriter out) {
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d decisions = %,d with a label + %,d without + %,d twice%n",
        rows.decisions(),
        rows.joined().joined(),
        rows.joined().unlabelled(),
        rows.joined().repeatedDecisions());
    out.printf(
        Locale.ROOT,
        "%,d labels = %,d of a decision + %,d without + %,d twice + %,d invalid; %s%n",
        rows.labels(),
        rows.joined().joined(),
        rows.joined().undecided(),
        rows.joined().repeatedLabels(),
        rows.invalidLabels(),
        rows.addUp() ? "adds up" : "DOES NOT ADD UP");
    out.printf(
        Locale.ROOT,
        "%,d measured, %,d outside the period; written to %s and %s%n",
        rows.measured(),
        rows.outside(),
        output.resolve(JSON_FILE),
        output.resolve(PAGE_FILE));
    out.flush();
  }
}
