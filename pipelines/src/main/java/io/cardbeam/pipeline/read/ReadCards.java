package io.cardbeam.pipeline.read;

import io.cardbeam.csv.ColumnsFile;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.pipeline.card.PackEvents;
import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Reads what bears on cards from files of transactions or from an Avro lake. Gives {@link
 * SourceTags#CARDS} and {@link SourceTags#DEAD_LETTERS}.
 */
public final class ReadCards extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;
  private static final List<String> FILE_ENDINGS =
      List.of(".csv", ".txt", ".tsv", ".psv", ".parquet");
  private static final Set<EventType> CARD_TYPES =
      EnumSet.of(
          EventType.CARD_UPDATE,
          EventType.CHARGEBACK,
          EventType.CHARGEBACK_RESOLUTION,
          EventType.FRAUD_FINDING,
          EventType.PURCHASE,
          EventType.REFUND,
          EventType.PAYMENT,
          EventType.REVERSAL,
          EventType.PAYMENT_RETURNED,
          EventType.AUTHORIZATION_REQUEST);

  private final String input;
  private final boolean csv;
  private final byte[] tokenKey;
  private final Decisions decisions;
  private final FileReading how;
  private final InputWindow window;
  private final Optional<String> made;
  private final boolean toTheLatestHour;

  /** What becomes of decisions that lie in a lake. */
  public enum Decisions {
    /** They stand: for the books, which tell what was, not what would be. */
    KEEP,
    /** They are made again. */
    REMAKE
  }

  /**
   * Reads the whole of an input; labels in CSV are ignored.
   *
   * @param input CSV file, glob of them, or root of a lake
   * @param tokenKey key for the card numbers in CSV
   */
  public ReadCards(String input, byte[] tokenKey, Decisions decisions) {
    this(
        input,
        namesFiles(input),
        tokenKey,
        decisions,
        FileReading.WHOLE,
        InputWindow.ALL,
        Optional.empty(),
        false);
  }

  /**
   * Reads the whole of a lake, whatever its folder is called.
   *
   * @param root the lake's folder
   */
  public static ReadCards ofLake(String root, Decisions decisions) {
    // A lake holds tokens, so that no key is needed to make them.
    return new ReadCards(
        root,
        false,
        new byte[0],
        decisions,
        FileReading.WHOLE,
        InputWindow.ALL,
        Optional.empty(),
        false);
  }

  private ReadCards(
      String input,
      boolean csv,
      byte[] tokenKey,
      Decisions decisions,
      FileReading how,
      InputWindow window,
      Optional<String> made,
      boolean toTheLatestHour) {
    this.input = input;
    this.csv = csv;
    this.tokenKey = tokenKey.clone();
    this.decisions = decisions;
    this.how = how;
    this.window = window;
    this.made = made;
    this.toTheLatestHour = toTheLatestHour;
  }

  /**
   * The same with another use of the labels in CSV.
   *
   * @throws IllegalArgumentException if labels are to be read and the input is a lake, which has
   *     its findings as events
   */
  public ReadCards withLabels(LabelUse use) {
    if (use.readsLabels() && !csv) {
      throw new IllegalArgumentException("only CSV files have labels, not the lake " + input);
    }
    return reading(how.withLabels(use));
  }

  /**
   * The same with what a person said of the columns of its files.
   *
   * @throws IllegalArgumentException if anything was said and the input is a lake, which has none
   */
  public ReadCards withColumns(ColumnsFile told) {
    if (!csv && !told.equals(ColumnsFile.NONE)) {
      throw new IllegalArgumentException("only files of rows have columns, not the lake " + input);
    }
    return reading(how.withColumns(told));
  }

  private ReadCards reading(FileReading other) {
    return new ReadCards(input, csv, tokenKey, decisions, other, window, made, toTheLatestHour);
  }

  /** The same, but of what is read only what this window holds. */
  public ReadCards within(InputWindow other) {
    return new ReadCards(input, csv, tokenKey, decisions, how, other, made, toTheLatestHour);
  }

  /**
   * The same, but what lies beyond the {@link io.cardbeam.traffic.LatestHour} of a lake's events is
   * a dead letter: for a replay, whose events are of any age. The lake is read twice.
   *
   * @throws IllegalArgumentException if the input is no lake
   */
  public ReadCards toTheLatestHour() {
    if (csv) {
      throw new IllegalArgumentException(input + " is no lake");
    }
    return new ReadCards(input, csv, tokenKey, decisions, how, window, made, true);
  }

  /**
   * The same, but of each CSV file only its first rows are read.
   *
   * @throws IllegalArgumentException if the input is a lake, which has no rows
   */
  public ReadCards first(long most) {
    if (!readsCsv()) {
      throw new IllegalArgumentException("only CSV files have rows, not the lake " + input);
    }
    return reading(how.first(most));
  }

  /**
   * The same with decisions that were made before, which stand.
   *
   * @param file an Avro file of them, as {@link io.cardbeam.pipeline.files.WriteDecisions} writes
   *     it
   * @throws IllegalArgumentException if the input is a lake, which has its decisions itself
   */
  public ReadCards withDecisions(String file) {
    if (!readsCsv()) {
      throw new IllegalArgumentException("the lake " + input + " has decisions of its own");
    }
    return new ReadCards(
        input, csv, tokenKey, decisions, how, window, Optional.of(file), toTheLatestHour);
  }

  /**
   * Whether this names files of rows, as opposed to a lake: a local file that is no folder, a glob,
   * or a name elsewhere with an ending of such files, since only a file system can tell there.
   */
  public static boolean namesFiles(String input) {
    if (input.contains("*") || input.contains("?")) {
      return true;
    }
    if (isLocal(input)) {
      return Files.exists(Path.of(input))
          ? !Files.isDirectory(Path.of(input))
          : hasFileEnding(input);
    }
    return hasFileEnding(input);
  }

  private static boolean hasFileEnding(String input) {
    String name = input.substring(input.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return FILE_ENDINGS.stream().anyMatch(name::contains);
  }

  /** A lake may be called after the file that was played into it. */
  private static boolean isLocal(String input) {
    return !input.contains("://");
  }

  /** What it reads. */
  public String input() {
    return input;
  }

  /** Whether it reads CSV files, as opposed to a lake. */
  public boolean readsCsv() {
    return csv;
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    return readsCsv() ? readCsv(begin) : readLake(begin);
  }

  private PCollectionTuple readCsv(PBegin begin) {
    PCollectionTuple read = begin.apply("ReadCsv", new ReadCsv(input, tokenKey, how, window));
    if (made.isEmpty()) {
      return read;
    }
    PCollection<KV<String, byte[]>> decided =
        begin
            .apply("ReadDecisions", new ReadDecisions(made.get()))
            .apply("PackDecisions", new PackEvents());
    return PCollectionTuple.of(
            SourceTags.CARDS,
            PCollectionList.of(read.get(SourceTags.CARDS))
                .and(decided)
                .apply("WithDecisions", Flatten.pCollections()))
        .and(SourceTags.DEAD_LETTERS, read.get(SourceTags.DEAD_LETTERS));
  }

  private PCollectionTuple readLake(PBegin begin) {
    Set<EventType> types = EnumSet.copyOf(CARD_TYPES);
    if (decisions == Decisions.KEEP) {
      types.add(EventType.AUTHORIZATION_DECISION);
    }
    InputWindow asked = window;
    ReadLake lake = new ReadLake(input, types);
    PCollectionTuple read =
        begin.apply("ReadLake", toTheLatestHour ? lake.toTheLatestHour() : lake);
    return PCollectionTuple.of(
            SourceTags.CARDS,
            read.get(SourceTags.EVENTS)
                .apply("Within", Filter.by(event -> Within.holds(asked, event)))
                .apply("PackEvents", new PackEvents()))
        .and(SourceTags.DEAD_LETTERS, read.get(SourceTags.DEAD_LETTERS));
  }
}
