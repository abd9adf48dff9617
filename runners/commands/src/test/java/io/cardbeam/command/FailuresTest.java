package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void tellsTheOutermostMessageByItsFirstLine() {
    assertThat(
            Failures.inOneLine(
                new IllegalStateException("no room\nat all", new RuntimeException("why"))))
        .isEqualTo("no room");
  }

  @Test
  void tellsWhatARunFailedOfWhereTheRunnerSaysOnlyThatItFailed() {
    Throwable cause = new IllegalArgumentException("The specified bucket does not exist");

    assertThat(
            Failures.inOneLine(
                new RuntimeException(
                    "Pipeline execution failed", new RuntimeException("Job failed", cause))))
        .isEqualTo("Pipeline execution failed: The specified bucket does not exist");
  }

  @Test
  void tellsTheKindOfAFailureWithoutWords() {
    assertThat(Failures.inOneLine(new RuntimeException((String) null, new StackOverflowError())))
        .isEqualTo("StackOverflowError");
  }
}
