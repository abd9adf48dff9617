package io.cardbeam.pipeline.search;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time as it passes while a server is waited for. */
interface Waits {
  /** The clock on the wall. */
  Waits REAL =
      new Waits() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration wait) throws InterruptedIOException {
          try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a search server was waited for");
          }
        }
      };

  /** Nanoseconds, to compare. */
  long nanoTime();

  /** Waits. */
  void pause(Duration wait) throws InterruptedIOException;
}
