package io.cardbeam.command;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Where questions come from, line by line. */
interface QuestionLines extends Closeable {

  /**
   * The next line; empty at the end.
   *
   * @param prompt what a person sees before it
   * @throws GivenUpException if a person gave up the question that was begun
   */
  Optional<String> next(String prompt) throws IOException, GivenUpException;

  /** A person pressed Ctrl-C. */
  final class GivenUpException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Lines of a file or pipe, without prompts. */
  static QuestionLines of(BufferedReader in) {
    return new QuestionLines() {
      @Override
      public Optional<String> next(String prompt) throws IOException {
        return Optional.ofNullable(in.readLine());
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }
}
