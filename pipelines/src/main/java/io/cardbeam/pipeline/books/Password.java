package io.cardbeam.pipeline.books;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a password comes from. It is looked up on the machine that connects, each time a pool is
 * made: the job's graph carries the place and not the password, unless it was {@link Given}.
 */
public sealed interface Password extends Serializable {

  /**
   * The password.
   *
   * @throws IllegalStateException if the environment does not have it
   * @throws UncheckedIOException if the file can't be read
   */
  String read();

  /**
   * In an environment variable.
   *
   * @param variable its name
   */
  record FromEnvironment(String variable) implements Password {
    @Override
    public String read() {
      String value = System.getenv(variable);
      if (value == null) {
        throw new IllegalStateException("environment variable " + variable + " is not set");
      }
      return value;
    }
  }

  /**
   * In a file of one line, for instance a mounted secret.
   *
   * @param path where it lies on every worker
   */
  record FromFile(String path) implements Password {
    @Override
    public String read() {
      try {
        return Files.readString(Path.of(path)).strip();
      } catch (IOException e) {
        throw new UncheckedIOException("password file " + path + " can't be read", e);
      }
    }
  }

  /**
   * Told outright: for servers that live and die with the process.
   *
   * @param password the password, empty for none
   */
  record Given(String password) implements Password {
    @Override
    public String read() {
      return password;
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Given[***]";
    }
  }
}
