package io.cardbeam.browser.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * A time of day that begins anywhere and may run faster, in this process and in a page alike.
 *
 * @param beginMillis when it began by the machine's clock, milliseconds since 1970 UTC
 * @param shownMillis the time that it had then, milliseconds since 1970 UTC
 * @param speed how many times as fast, above 0
 */
record FastClock(long beginMillis, long shownMillis, double speed) implements InstantSource {
  /** One that begins now and there. */
  static FastClock from(Instant shown, double speed) {
    return new FastClock(System.currentTimeMillis(), shown.toEpochMilli(), speed);
  }

  @Override
  public long millis() {
    return shownMillis + Math.round((System.currentTimeMillis() - beginMillis) * speed);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  /** Gives a page the same time of day; its timers and {@code performance.now()} stay. */
  String script() {
    return String.format(
        Locale.ROOT,
        """
        (() => {
          const Real = Date;
          const now = () => %2$d + Math.round((Real.now() - %1$d) * %3$s);
          globalThis.Date = class extends Real {
            constructor(...given) {
              if (given.length === 0) {
                super(now());
              } else {
                super(...given);
              }
            }
            static now() {
              return now();
            }
          };
        })();
        """,
        beginMillis,
        shownMillis,
        speed);
  }
}
