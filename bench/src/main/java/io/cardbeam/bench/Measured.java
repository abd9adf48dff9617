package io.cardbeam.bench;

/** What is measured, in the order in which it is told. */
enum Measured {
  TEN_RULES(DecideBenchmark.class, "tenRules", "decide, ten live rules"),
  NO_RULES(DecideBenchmark.class, "noRules", "decide, no rules"),
  FEATURES(PartBenchmark.class, "features", "part: features"),
  SCORES(PartBenchmark.class, "scores", "part: scores"),
  RULES(PartBenchmark.class, "rules", "part: ten live rules"),
  ADDRESS(PartBenchmark.class, "address", "part: cards of an address"),
  FINGERPRINT(PartBenchmark.class, "fingerprint", "part: fingerprint of content"),
  PROFILE(DecideBenchmark.class, "profile", "then: update of the profile"),
  WRITE_PROFILE(StateBenchmark.class, "writeProfile", "state: a profile written"),
  READ_PROFILE(StateBenchmark.class, "readProfile", "state: a profile read"),
  WRITE_EVENT(StateBenchmark.class, "writeEvent", "state: a request written"),
  READ_EVENT(StateBenchmark.class, "readEvent", "state: a request read"),
  KNOWN(PartBenchmark.class, "known", "other event: known or not");

  private final Class<?> benchmark;
  private final String method;
  private final String words;

  Measured(Class<?> benchmark, String method, String words) {
    this.benchmark = benchmark;
    this.method = method;
    this.words = words;
  }

  /** Regular expression of its JMH name, and of no other. */
  String pattern() {
    return "^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$";
  }

  /** Its name for machines. */
  String code() {
    return benchmark.getSimpleName() + "." + method;
  }

  /** Its name for people. */
  String words() {
    return words;
  }
}
