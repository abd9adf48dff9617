package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
  @TempDir Path folder;

  @Test
  void aDiskWithRoomIsFine() {
    assertThatCode(() -> new FreeSpace(folder).require()).doesNotThrowAnyException();
  }

  @Test
  void aDemoOnAFullDiskEndsWithOneLineAndCode1AndSaysWhereAndHowMuch() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    mounted(
        small,
        FreeSpace.LEAST_MIB - 1,
        () -> {
          assertThatThrownBy(() -> new FreeSpace(small).require())
              .isInstanceOf(IOException.class)
              .hasMessageContaining(small.toString())
              .hasMessageContaining(" MiB are free and " + FreeSpace.LEAST_MIB + " are needed");
          CommandRun demo = CommandRun.of("demo", "--data", small.resolve("data").toString());
          assertThat(demo.exitCode()).isEqualTo(1);
          assertThat(demo.errors()).hasLineCount(1).contains("is full", small.toString());
        });
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void mounted(Path place, long mib, Work work) throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "none", place.toString()),
        "a small disk can't be mounted here: it takes root, and a kernel that lets one");
    try {
      work.run();
    } finally {
      run("umount", "-l", place.toString());
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
