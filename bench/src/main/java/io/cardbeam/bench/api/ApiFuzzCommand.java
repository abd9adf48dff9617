package io.cardbeam.bench.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.LogFile;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench api-fuzz}. */
@Command(
    name = "api-fuzz",
    description = {
      "Sends requests that the API's own document leads to, right or wrong in one thing: a field, a"
          + " parameter, a header field, the key, the method, or bytes of the body. Starts Kafka,"
          + " PostgreSQL and the gateway for it. No answer may be a fault of the server, have a status"
          + " that is not documented or a body that does not fit its schema, or repeat a card number.",
      "A request whose answer is wrong is kept as a file. Exit code 1 if there is one.",
      "For example: ./cardbeam bench api-fuzz --requests 50000 --seed 7"
    })
public final class ApiFuzzCommand implements Callable<Integer> {
  private static final long MOST_REQUESTS = 100_000_000;
  private static final long STEP = 100;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Requests. Default: ${DEFAULT-VALUE}.")
  private long requests = 50_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "The same seed gives the same requests. Default: one at random, which is printed.")
  private @Nullable Long seed;

  @Option(
      names = "--findings",
      paramLabel = "DIR",
      defaultValue = "api-fuzz-findings",
      description = "Where requests are kept whose answers are wrong. Default: ${DEFAULT-VALUE}.")
  private Path findings = Path.of("api-fuzz-findings");

  @Option(
      names = "--repeat",
      paramLabel = "FILE",
      description = "Send one request that was kept again, and nothing else.")
  private @Nullable Path repeated;

  @Override
  public Integer call() throws IOException {
    if (requests < 1 || requests > MOST_REQUESTS) {
      throw new ParameterException(spec.commandLine(), "--requests must be 1 to " + MOST_REQUESTS);
    }
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    line.show("starting Kafka, PostgreSQL and the gateway");
    try (WorkFolder folder = WorkFolder.open(Optional.empty(), "cardbeam-api-fuzz")) {
      LogFile.use(DataFolder.logFile(folder.path()));
      try (DataFolder data = DataFolder.open(folder.path());
          ApiFuzzStage stage = new ApiFuzzStage(data)) {
        ApiDocument document = stage.document();
        ApiFuzzRun run = new ApiFuzzRun(stage.address(), document, stage.keys(), findings);
        if (repeated != null) {
          stage.given();
          Optional<String> wrong = run.repeat(ApiRequest.read(repeated));
          line.hide();
          out.println(wrong.orElse("The answer is as documented."));
          out.flush();
          return wrong.isPresent() ? 1 : 0;
        }
        long from = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        ApiFuzzRun.Result result =
            run.run(
                new RequestMaker(document, stage.given(), from),
                requests,
                done -> {
                  if (done % STEP == 0) {
                    line.show(done + " of " + requests + " requests");
                  }
                });
        line.hide();
        out.print(json.isSet() ? json(from, result) : table(from, result));
        out.flush();
        return result.failed() == 0 ? 0 : 1;
      }
    }
  }

  private String table(long from, ApiFuzzRun.Result result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d requests of seed %d, %.0f %% with a right key and wrong in one thing at most%n",
            result.requests(),
            from,
            100.0 * result.nearlyValid() / result.requests()));
    new TreeMap<>(result.statuses())
        .forEach(
            (status, count) ->
                text.append(String.format(Locale.ROOT, "  %d  %,9d answers%n", status, count)));
    text.append(
        result.failed() == 0
            ? String.format(Locale.ROOT, "all answers are as documented%n")
            : String.format(
                Locale.ROOT, "%,d answers are wrong; see %s%n", result.failed(), findings));
    return text.toString();
  }

  private static String json(long from, ApiFuzzRun.Result result) {
    ObjectNode node =
        new ObjectMapper()
            .createObjectNode()
            .put("seed", from)
            .put("requests", result.requests())
            .put("nearly_valid", result.nearlyValid())
            .put("failed", result.failed());
    ObjectNode statuses = node.putObject("statuses");
    new TreeMap<>(result.statuses())
        .forEach((status, count) -> statuses.put(Integer.toString(status), count));
    return node.toPrettyString() + System.lineSeparator();
  }
}
