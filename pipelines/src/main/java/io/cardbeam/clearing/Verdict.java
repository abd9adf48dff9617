package io.cardbeam.clearing;

/** What becomes of a transaction. */
public sealed interface Verdict {

  /** It goes to the books. */
  record Accepted() implements Verdict {}

  /**
   * It goes to the exceptions.
   *
   * @param code why, for machines
   * @param reason why, in a sentence a person can act on
   */
  record Refused(ExceptionCode code, String reason) implements Verdict {}

  /**
   * What it names has not come yet.
   *
   * @param untilMillis event time, milliseconds since 1970 UTC, at which it has waited long enough
   * @param ifNothingComes the verdict then
   */
  record Waiting(long untilMillis, Refused ifNothingComes) implements Verdict {}
}
