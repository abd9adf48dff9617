package io.cardbeam.command;

import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.Password;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which PostgreSQL keeps the books. */
public final class BooksOption {
  private static final String PASSWORD_VARIABLE = "CARDBEAM_BOOKS_PASSWORD";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--books-url",
      paramLabel = "URL",
      description = {
        "PostgreSQL for the books, as jdbc:postgresql://HOST:PORT/DATABASE, with options such as"
            + " ?sslmode=verify-full. Whoever writes makes its schema, or brings it up to date, at the start.",
        "Default: none."
      })
  private @Nullable String url;

  @Option(
      names = "--books-user",
      paramLabel = "NAME",
      defaultValue = "cardbeam",
      description = "Whom to connect as. Default: ${DEFAULT-VALUE}.")
  private String user = "cardbeam";

  @Option(
      names = "--books-password-file",
      paramLabel = "FILE",
      description =
          "File with the password, at the same place on every worker. Default: the environment's "
              + PASSWORD_VARIABLE
              + ", on every worker.")
  private @Nullable String passwordFile;

  /**
   * The connection, if books are to be written.
   *
   * @throws ParameterException if the URL is none
   */
  public Optional<BooksConnection> connection() {
    if (url == null) {
      return Optional.empty();
    }
    Password password =
        passwordFile == null
            ? new Password.FromEnvironment(PASSWORD_VARIABLE)
            : new Password.FromFile(Place.absolute(passwordFile));
    try {
      return Optional.of(new BooksConnection(url, user, password));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--books-url: " + String.valueOf(e.getMessage()), e);
    }
  }
}
