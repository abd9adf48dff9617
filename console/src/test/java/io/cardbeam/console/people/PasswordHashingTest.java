package io.cardbeam.console.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PasswordHashingTest {
  @Test
  void turnsAwayWhoComesWhileAsManyWaitAsMay() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    int most = 2 + PasswordHashing.MAX_QUEUED;
    ExecutorService people = Executors.newFixedThreadPool(most);
    try (PasswordHashing service = new PasswordHashing(2)) {
      List<Future<Integer>> served = new ArrayList<>();
      CountDownLatch begun = new CountDownLatch(2);
      for (int i = 0; i < most; i++) {
        int number = i;
        served.add(
            people.submit(
                () ->
                    service.work(
                        () -> {
                          begun.countDown();
                          awaitQuietly(release);
                          return number;
                        })));
      }
      begun.await();
      while (service.waiting() < PasswordHashing.MAX_QUEUED) {
        Thread.onSpinWait();
      }

      assertThatThrownBy(() -> service.work(() -> -1))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> {
                assertThat(e.problem().type()).isEqualTo(ProblemType.OVERLOADED);
                assertThat(e.problem().headers()).containsEntry("Retry-After", "1");
              });
      release.countDown();
      for (int i = 0; i < most; i++) {
        assertThat(served.get(i).get()).isEqualTo(i);
      }
      assertThat(service.work(() -> 7)).isEqualTo(7);
    } finally {
      people.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
