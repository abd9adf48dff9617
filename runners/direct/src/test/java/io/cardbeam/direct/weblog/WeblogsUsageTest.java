package io.cardbeam.direct.weblog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is read. */
class WeblogsUsageTest {
  private static final int USAGE = 2;

  @TempDir private Path folder = Path.of("");

  private static void isRefused(WeblogsRunner.Run run, String why) {
    assertThat(run.exitCode()).isEqualTo(USAGE);
    assertThat(run.errors().lines().findFirst().orElse("")).contains(why);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aBuildWithoutItsPageRefusesBeforeItReads() throws IOException {
    Path log = Files.writeString(folder.resolve("access.log"), "x\n");
    Path output = folder.resolve("traffic");
    isRefused(
        WeblogsRunner.run(
            "weblogs", "--input=" + log, "--output=" + output, "--report=" + folder.resolve("r")),
        "--report: this build has no page for reports: install Node");
    assertThat(output).doesNotExist();
  }

  @Test
  void aTopicHasNoReport() {
    isRefused(
        WeblogsRunner.run("weblogs", "--topic=logs", "--report=" + folder.resolve("r.html")),
        "--report is for --input");
  }

  @Test
  void aPlaceThatCanNotBeWrittenIsRefused() {
    isRefused(
        WeblogsRunner.run("weblogs", "--input=-", "--report=" + folder.resolve("none/r.html")),
        "--report: there is no folder " + folder.resolve("none"));
    isRefused(
        WeblogsRunner.run("weblogs", "--input=-", "--report=" + folder),
        "--report: " + folder + " is a folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input=none.log | no such file or folder: none.log",
        "--input=EMPTY | has no files",
        "--input=none*.log | no file is named none*.log",
        "--input=LOG --log-format=nonsense | --log-format: ",
        "--input=LOG --log-format=%h | needs the time",
        "--input=LOG --geo-file=LOG | --geo-file: ",
        "--input=LOG --keep-days=0 | --keep-days: 0 is not from 1 to",
        "--input=LOG --format=orc | --format",
        "--input=LOG --search=localhost:9200 | --search: write it as https://HOST:PORT",
        "--input=LOG --search-user=me | --search is missing",
        "--input=LOG --search=http://127.0.0.1:9 --search-index=A | --search-index: ",
        "--output=x | --input",
      })
  void saysInALineWhatIsWrong(String arguments, String error) throws IOException {
    Path log = Files.writeString(folder.resolve("access.log"), "x\n");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    List<String> all = new ArrayList<>(List.of("weblogs", "--runner=direct"));
    for (String argument : arguments.split(" ", -1)) {
      all.add(argument.replace("LOG", log.toString()).replace("EMPTY", empty.toString()));
    }
    WeblogsRunner.Run run = WeblogsRunner.run(all.toArray(String[]::new));
    assertThat(run.exitCode()).isEqualTo(USAGE);
    assertThat(run.errors().lines()).hasSize(1);
    assertThat(run.errors()).contains(error);
  }
}
