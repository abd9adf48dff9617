package io.cardbeam.bench.fuzz;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** The targets there are. */
enum TargetKind {
  RECORDS("records", "records on Kafka", RecordTarget::new),
  LAKE_FILES("lake-files", "files of a lake", LakeFileTarget::new),
  CSV_FILES("csv-files", "CSV files", CsvFileTarget::new);

  private final String code;
  private final String words;

  // A constructor: immutable in fact, though not by its type.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Supplier<Target> maker;

  TargetKind(String code, String words, Supplier<Target> maker) {
    this.code = code;
    this.words = words;
    this.maker = maker;
  }

  /** Name in options, names of files and JSON. */
  String code() {
    return code;
  }

  /** Name for people. */
  String words() {
    return words;
  }

  /** One for a thread. */
  Target make() {
    return maker.get();
  }

  static Optional<TargetKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
  }
}
