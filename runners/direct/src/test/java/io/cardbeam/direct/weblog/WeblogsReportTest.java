package io.cardbeam.direct.weblog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code --report} refuses; the console's module has the page, and tests of what is written.
 */
class WeblogsReportTest {
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
}
