package io.cardbeam.local.search;

import io.cardbeam.command.Account;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.SearchOption;
import io.cardbeam.pipeline.search.DailyIndices;
import io.cardbeam.pipeline.search.SearchConnection;
import io.cardbeam.pipeline.search.SearchServer;
import io.cardbeam.pipeline.search.WeblogTemplate;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code search prepare}: a server elsewhere gets ready for hits, and forgets old ones. */
@Command(
    name = "prepare",
    description = {
      "Puts the template of hits on an OpenSearch or Elasticsearch, which gives new daily indices"
          + " their fields, and deletes indices older than --keep-days. It needs the rights to manage"
          + " templates and these indices; who writes hits afterwards needs to create indices and"
          + " index documents only.",
      "Run it once before the first hits, and daily where --keep-days is used."
    },
    footer = {
      "",
      "Examples:",
      "  cardbeam search prepare --search http://127.0.0.1:9200",
      "  cardbeam search prepare --search https://search.example:9200 --search-ca-file ca.pem"
          + " --search-user admin --search-password-file password --keep-days 30"
    })
final class SearchPrepareCommand implements Callable<Integer> {
  private static final int MAX_DAYS = 36_525;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final SearchOption search = new SearchOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      description =
          "Delete the indices of days before the last N, by the date in UTC. Default: all stay.")
  private @Nullable Integer keepDays;

  @Override
  public Integer call() throws IOException {
    if (keepDays != null && (keepDays < 1 || keepDays > MAX_DAYS)) {
      throw refused("--keep-days: " + keepDays + " is not from 1 to " + MAX_DAYS);
    }
    SearchConnection connection =
        search
            .connection()
            .orElseThrow(() -> refused("--search is missing: the address of the server"));
    DailyIndices indices = search.indices();
    SearchServer server = new SearchServer(connection);
    Account account =
        new Account().with("address", connection.url()).with("version", server.product());
    WeblogTemplate.put(server, indices);
    account.with("template", indices.prefix());
    if (keepDays != null) {
      long first = LocalDate.now(ZoneOffset.UTC).minusDays(keepDays).toEpochDay();
      account.with("deleted", String.join(" ", server.deleteBefore(indices, first)));
    }
    account
        .with("indices", server.indices(indices).size())
        .print(spec.commandLine().getOut(), json.isSet());
    return 0;
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
