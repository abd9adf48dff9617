package io.cardbeam.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for the cluster, with a limit and errors in one line. */
final class FlinkAnswer {
  private FlinkAnswer() {}

  static <T> T of(CompletableFuture<T> future, Duration limit) throws IOException {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for Flink", e);
    } catch (ExecutionException e) {
      throw new IOException("Flink: " + RootCause.line(e), e);
    } catch (TimeoutException e) {
      throw new IOException("Flink did not answer within " + limit.toSeconds() + " seconds", e);
    }
  }
}
