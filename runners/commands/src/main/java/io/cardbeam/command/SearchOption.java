package io.cardbeam.command;

import io.cardbeam.pipeline.books.Password;
import io.cardbeam.pipeline.search.DailyIndices;
import io.cardbeam.pipeline.search.SearchConnection;
import io.cardbeam.pipeline.search.SearchCredentials;
import io.cardbeam.pipeline.search.WeblogTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which OpenSearch or Elasticsearch has the index of hits. */
public final class SearchOption {
  private static final String PASSWORD_VARIABLE = "CARDBEAM_SEARCH_PASSWORD";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--search",
      paramLabel = "URL",
      description = {
        "OpenSearch (2.15 or newer) or Elasticsearch (8 or newer), as https://HOST:PORT; without TLS"
            + " only if nobody has to log in, or on this machine.",
        "Default: none."
      })
  private @Nullable String url;

  @Option(
      names = "--search-user",
      paramLabel = "NAME",
      description = "Whom to connect as. Default: nobody in particular.")
  private @Nullable String user;

  @Option(
      names = "--search-password-file",
      paramLabel = "FILE",
      description =
          "File with the user's password, at the same place on every worker. Default: the"
              + " environment's "
              + PASSWORD_VARIABLE
              + ", on every worker.")
  private @Nullable String passwordFile;

  @Option(
      names = "--search-api-key-file",
      paramLabel = "FILE",
      description =
          "File with an API key of Elasticsearch as it gives it out (\"encoded\"), in place of user"
              + " and password.")
  private @Nullable String apiKeyFile;

  @Option(
      names = "--search-ca-file",
      paramLabel = "FILE",
      description =
          "File of certificates (PEM) that the server's is checked by, at the same place on every"
              + " worker. Default: those that Java trusts.")
  private @Nullable String caFile;

  @Option(
      names = "--search-index",
      paramLabel = "PREFIX",
      defaultValue = WeblogTemplate.PREFIX,
      description =
          "Beginning of the indices' names; each has its day behind it, as in"
              + " ${DEFAULT-VALUE}-2026.11.29. Default: ${DEFAULT-VALUE}.")
  private String index = WeblogTemplate.PREFIX;

  /**
   * The connection, if a server is named.
   *
   * @throws ParameterException if the address is none, or options contradict each other
   */
  public Optional<SearchConnection> connection() {
    if (url == null) {
      if (user != null || passwordFile != null || apiKeyFile != null || caFile != null) {
        throw refused("--search is missing: the address of the server", null);
      }
      return Optional.empty();
    }
    try {
      return Optional.of(SearchConnection.of(url, credentials(), file("--search-ca-file", caFile)));
    } catch (IllegalArgumentException e) {
      throw refused("--search: " + e.getMessage(), e);
    }
  }

  /**
   * The indices.
   *
   * @throws ParameterException if their prefix is none
   */
  public DailyIndices indices() {
    try {
      return new DailyIndices(index);
    } catch (IllegalArgumentException e) {
      throw refused("--search-index: " + e.getMessage(), e);
    }
  }

  private SearchCredentials credentials() {
    if (apiKeyFile != null) {
      if (user != null || passwordFile != null) {
        throw refused("--search-api-key-file goes without user and password", null);
      }
      return new SearchCredentials.ApiKey(
          new Password.FromFile(file("--search-api-key-file", apiKeyFile)));
    }
    if (user == null) {
      if (passwordFile != null) {
        throw refused("--search-user is missing: whose password it is", null);
      }
      return new SearchCredentials.None();
    }
    if (user.isEmpty() || user.contains(":")) {
      throw refused("--search-user: a name has no colon, and is not empty", null);
    }
    return new SearchCredentials.User(
        user,
        passwordFile == null
            ? new Password.FromEnvironment(PASSWORD_VARIABLE)
            : new Password.FromFile(file("--search-password-file", passwordFile)));
  }

  private String file(String option, @Nullable String name) {
    if (name == null) {
      return "";
    }
    if (!Files.isReadable(Path.of(name))) {
      throw refused(option + ": can't read " + name, null);
    }
    return Place.absolute(name);
  }

  private ParameterException refused(String why, @Nullable Exception cause) {
    return new ParameterException(spec.commandLine(), why, cause);
  }
}
