package io.cardbeam.local.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.local.CommandProcess;
import io.cardbeam.pipeline.search.SearchConnection;
import io.cardbeam.pipeline.search.SearchCredentials;
import io.cardbeam.pipeline.search.SearchServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code search} as a person runs it. */
class SearchCommandTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern ACCOUNT = Pattern.compile("(?m)^\\{.*\\}$");

  @TempDir private Path folder;

  private record Said(int exitCode, String out, String errors) {}

  private static Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int exitCode =
        Cardbeam.with(List.of(new SearchCommand()))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    return new Said(exitCode, out.toString(), errors.toString());
  }

  @Test
  void startsANodeWithTheFieldsOfHitsAndAnotherCommandPreparesItAgain() throws Exception {
    Path data = folder.resolve("data");
    try (CommandProcess search =
        CommandProcess.start(
            folder,
            "search",
            List.of("-Dcardbeam.search=../search/target", "-Xmx128m"),
            List.of("search", "--data", data.toString(), "--heap", "256", "--json"))) {
      JsonNode account = new ObjectMapper().readTree(search.await(ACCOUNT, PATIENCE).group());
      assertThat(account.path("version").asText()).isEqualTo("OpenSearch 2.19.1");
      assertThat(account.path("documents").asInt()).isZero();
      String address = account.path("address").asText();

      Said inUse = run("search", "--data", data.toString());
      assertThat(inUse.exitCode()).isEqualTo(2);
      assertThat(inUse.errors()).contains("--data").hasLineCount(1);

      Said prepared = run("search", "prepare", "--search", address, "--keep-days", "30", "--json");
      assertThat(prepared.exitCode()).as(prepared.errors()).isZero();
      JsonNode told = new ObjectMapper().readTree(prepared.out());
      assertThat(told.path("template").asText()).isEqualTo("cardbeam-weblogs");
      assertThat(told.path("deleted").asText()).isEmpty();
      assertThat(
              new SearchServer(SearchConnection.of(address, new SearchCredentials.None(), ""))
                  .product())
          .isEqualTo("OpenSearch 2.19.1");
    }
    assertThat(Files.readString(folder.resolve("search.out"))).doesNotContain("cardbeam: ");
  }

  @ParameterizedTest
  @CsvSource({
    "search --heap 64, --heap is 256 to 31744 MiB",
    "search --port 70000, --port is 0 to 65535",
    "search prepare, --search is missing",
    "search prepare --search-user me, --search is missing",
    "search prepare --search https://h:9 --search-password-file pom.xml, --search-user is missing",
    "search prepare --search https://h:9 --search-user a:b, a name has no colon",
    "search prepare --search https://h:9 --search-ca-file /none, can't read /none",
    "search prepare --search http://h.example:9 --search-user me, in the clear",
    "search prepare --search https://h:9 --search-index A, lower-case",
    "search prepare --search https://h:9 --keep-days 0, is not from 1 to 36525",
  })
  void aUsageErrorIsOneLineAndExitCode2(String arguments, String why) {
    Said said = run(arguments.split(" ", -1));
    assertThat(said.exitCode()).as(said.errors()).isEqualTo(2);
    assertThat(said.errors()).contains(why).hasLineCount(1);
  }

  @Test
  void aPortThatIsTakenIsAUsageError() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Said said = run("search", "--port", port, "--data", folder.toString());
      assertThat(said.exitCode()).isEqualTo(2);
      assertThat(said.errors()).contains("--port: " + port + " is taken").hasLineCount(1);
    }
  }

  @Test
  void helpTeaches() {
    assertThat(run("search", "--help").out())
        .contains("127.0.0.1", "prepare", "--data", "curl", "docs/weblogs-search.md");
    assertThat(run("search", "prepare", "--help").out())
        .contains("--search-ca-file", "--search-api-key-file", "--keep-days", "Examples");
  }
}
