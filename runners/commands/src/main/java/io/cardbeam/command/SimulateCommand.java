package io.cardbeam.command;

import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.simulator.output.CsvForm;
import io.cardbeam.simulator.output.CsvTrafficWriter;
import io.cardbeam.simulator.output.LabelWriter;
import io.cardbeam.simulator.output.LakeTrafficWriter;
import io.cardbeam.simulator.output.TeeTrafficWriter;
import io.cardbeam.simulator.output.TrafficWriter;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate}: card traffic from a seed to files. */
@Command(
    name = "simulate",
    description = {
      "Writes simulated card traffic: cardholders with homes and habits, the purchases they make,"
          + " and thieves who use their cards.",
      "The same options give the same files, to the byte (of an Avro lake: under the same token"
          + " key). All people, merchants and card numbers are made up."
    },
    sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {
  static final long DEFAULT_TRANSACTIONS = 100_000;

  /** What is written. */
  enum Format {
    CSV,
    AVRO,
    KAFKA;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "PATH",
      description = {
        "Where to: for csv a file, packed if its name ends in .gz or .zst; for avro a folder. It"
            + " must not exist yet, or be an empty folder. Not for kafka."
      })
  private Path output = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = {
        "csv: Kaggle's layout, a row for each request, with card number and label. avro: the lake,"
            + " folders of Avro files by topic, record and hour, as if every request had been"
            + " approved: requests, card updates, purchases, refunds, payments, reversals,"
            + " chargebacks and how those were decided, with tokens for card numbers. kafka: to a"
            + " running stream (with --event-time=replay), with purchases for what it approves. One"
            + " of ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}"
      })
  private Format format = Format.CSV;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      defaultValue = "kaggle",
      description = {
        "Which csv. kaggle: an unnamed index and 22 columns. plain: without the index. id: a column"
            + " id first, texts in quotes, merchants without the prefix fraud_. Default:"
            + " ${DEFAULT-VALUE}"
      })
  private CsvForm layout = CsvForm.KAGGLE;

  @Option(
      names = "--cards",
      paramLabel = "N",
      defaultValue = "1000",
      description = {
        "How many cards, 1 to "
            + SimulatorSettings.MAX_CARDS
            + ". A card is used about 2.4 times a day. Default: ${DEFAULT-VALUE}"
      })
  private int cards = 1000;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      description = {
        "Stop after this many requests. Default: "
            + DEFAULT_TRANSACTIONS
            + ", or no limit with --to"
      })
  private Optional<Long> transactions = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = UtcTimeConverter.class,
      defaultValue = "2025-01-01",
      description = {
        "First instant of event time: a date as 2025-01-31, which is its midnight in UTC, or a time"
            + " as 2025-01-31T18:00:00Z. Cards are issued then. Default: ${DEFAULT-VALUE}"
      })
  private Instant from = Instant.EPOCH;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = UtcTimeConverter.class,
      description = {
        "First instant that has no requests any more; what follows earlier requests, as refunds, is"
            + " still written"
      })
  private Optional<Instant> to = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "Any whole number. Another seed makes other people. A later --from with the same seed goes"
            + " on with the same people. Default: ${DEFAULT-VALUE}"
      })
  private long seed = 1;

  @Option(
      names = "--fraud-rate",
      paramLabel = "SHARE",
      defaultValue = "0.005",
      description = {
        "Expected share of frauds among the requests, 0 to "
            + SimulatorSettings.MAX_FRAUD_RATE
            + ". Default: ${DEFAULT-VALUE}"
      })
  private double fraudRate = SimulatorSettings.DEFAULT_FRAUD_RATE;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = {
        "Also write a csv request_id,card_token,is_fraud with the truth, which events do not tell"
      })
  private Optional<Path> labels = Optional.empty();

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final PaceOption pace = new PaceOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    long startNanos = System.nanoTime();
    SimulatorSettings settings = settings();
    if (format == Format.KAFKA) {
      return play(settings);
    }
    if (pace.isAsked()) {
      throw new ParameterException(spec.commandLine(), "--speed is for --format=kafka");
    }
    if (output.toString().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '--output=PATH'");
    }
    requireNew(output, "--output");
    labels.ifPresent(path -> requireNew(path, "--labels"));
    if (labels.equals(Optional.of(output))) {
      throw new ParameterException(spec.commandLine(), "--labels and --output name the same file");
    }
    Account account = new Account();
    try {
      SimulationTally tally = simulate(settings, account);
      double seconds = Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / 1000.0;
      account
          .with("seconds", seconds)
          .with("requests per second", tally.requests() / Math.max(seconds, 0.001))
          .with("written to", output.toString());
    } catch (IOException e) {
      spec.commandLine().getErr().println("simulate: writing failed: " + e.getMessage());
      return 1;
    }
    account.print(spec.commandLine().getOut(), json.isSet());
    return 0;
  }

  private int play(SimulatorSettings settings) throws IOException {
    if (!output.toString().isEmpty() || labels.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--output and --labels are for files, not for --format=kafka");
    }
    Account account = new Account().with("seed", seed).with("cards", cards);
    CardTokenizer tokenizer = new CardTokenizer(tokenKey.key());
    boolean decided =
        KafkaPlay.play(
            kafka.connection(), pace.pace(), new Simulator(settings, tokenizer).steps(), account);
    account.print(spec.commandLine().getOut(), json.isSet());
    return decided ? 0 : 1;
  }

  private SimulatorSettings settings() {
    long most =
        transactions.orElse(to.isEmpty() ? DEFAULT_TRANSACTIONS : SimulatorSettings.UNLIMITED);
    try {
      return SimulatorSettings.endless(seed, cards, from)
          .until(to.orElse(SimulatorSettings.NEVER))
          .atMost(most)
          .withFraudRate(fraudRate);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private SimulationTally simulate(SimulatorSettings settings, Account account) throws IOException {
    SimulationTally tally = new SimulationTally();
    Iterator<SimulatedStep> steps = new Simulator(settings, tokenizer()).labelled();
    TrafficWriter writer = writer();
    try (writer;
        Progress progress = progress(settings)) {
      while (steps.hasNext()) {
        SimulatedStep step = steps.next();
        writer.write(step);
        tally.add(step);
        progress.at(transactions.isPresent() || to.isEmpty() ? tally.requests() : day(tally));
      }
    }
    account.with("seed", seed).with("cards", cards);
    tally.report(account);
    writer.written().forEach((name, count) -> account.with("written " + name, count));
    return tally;
  }

  /** A csv holds no tokens, so any key will do for it, and none has to be made and kept. */
  private CardTokenizer tokenizer() {
    return new CardTokenizer(
        format == Format.AVRO ? tokenKey.key() : new byte[CardTokenizer.MIN_KEY_BYTES]);
  }

  private TrafficWriter writer() {
    try {
      List<TrafficWriter> writers = new ArrayList<>();
      writers.add(
          format == Format.AVRO
              ? new LakeTrafficWriter(output)
              : new CsvTrafficWriter(output, layout));
      if (labels.isPresent()) {
        writers.add(new LabelWriter(labels.get()));
      }
      return new TeeTrafficWriter(writers);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "can't make " + e.getMessage());
    }
  }

  private Progress progress(SimulatorSettings settings) {
    return transactions.isPresent() || to.isEmpty()
        ? Progress.of("simulate", settings.transactions(), "requests")
        : Progress.of("simulate", ChronoUnit.DAYS.between(from, settings.end()), "days");
  }

  private long day(SimulationTally tally) {
    return Duration.ofMillis(tally.lastMillis() - from.toEpochMilli()).toDays();
  }

  private void requireNew(Path path, String option) {
    boolean emptyFolder = Files.isDirectory(path) && isEmpty(path) && format == Format.AVRO;
    if (Files.exists(path) && !(emptyFolder && path.equals(output))) {
      throw new ParameterException(
          spec.commandLine(), option + ": " + path + " exists already; name another, or remove it");
    }
  }

  private boolean isEmpty(Path folder) {
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "can't read folder " + folder);
    }
  }
}
