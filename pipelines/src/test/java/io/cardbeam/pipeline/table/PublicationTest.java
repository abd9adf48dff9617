package io.cardbeam.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
  private static final List<String> FOLDERS = List.of("cards", "facts/month=2020-01", "gone");

  @TempDir Path folder;

  @Test
  void replacesWhatTheRunWroteAndLeavesTheRest() throws Exception {
    try (Publication publication = Publication.begin(folder)) {
      stage(publication.staging(), "first");
      write(publication.staging().resolve("facts/month=2019-12/part"), "kept");
      write(publication.staging().resolve("gone/part"), "of an earlier run");
      publication.publish(List.of());
    }
    run("second");
    assertThat(read("cards/part")).isEqualTo("second");
    assertThat(read("facts/month=2020-01/part")).isEqualTo("second");
    assertThat(read("facts/month=2019-12/part")).isEqualTo("kept");
    assertThat(folder.resolve("gone")).doesNotExist();
    assertThat(Files.exists(folder.resolve("gone"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void leavesTheOldStateIfTheRunEndsBeforeItPublishes() throws Exception {
    run("first");
    try (Publication publication = Publication.begin(folder)) {
      stage(publication.staging(), "half");
      publication.carryOver(FOLDERS);
    }
    assertThat(read("cards/part")).isEqualTo("first");
    assertThat(builds()).containsExactly("00000001");
  }

  @Test
  void aReaderThatIsAtABuildKeepsItWhileTheNextIsPublished() throws Exception {
    run("first");
    Path build = folder.resolve(Publication.CURRENT).toRealPath();
    run("second");
    assertThat(Files.readString(build.resolve("cards/part"))).isEqualTo("first");
    run("third");
    assertThat(build).doesNotExist();
    assertThat(builds()).containsExactly("00000002", "00000003");
    assertThat(read("cards/part")).isEqualTo("third");
  }

  /** A reader looks again and again while runs publish: all that it sees is of one run. */
  @Test
  void aReaderNeverSeesPartsOfTwoRuns() throws Exception {
    run("0");
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Future<Integer> looks =
        reader.submit(
            () -> {
              int seen = 0;
              while (!done.get()) {
                try {
                  Path build = folder.resolve(Publication.CURRENT).toRealPath();
                  assertThat(Files.readString(build.resolve("facts/month=2020-01/part")))
                      .isEqualTo(Files.readString(build.resolve("cards/part")));
                  seen++;
                } catch (NoSuchFileException twoBuildsOn) {
                  // It was slower than two runs.
                }
              }
              return seen;
            });
    for (int i = 1; i <= 200; i++) {
      run(Integer.toString(i));
    }
    done.set(true);
    assertThat(looks.get()).isPositive();
    reader.shutdown();
  }

  /** As a version wrote it that knew no builds. */
  @Test
  void takesWhatLiesThereForTheFirstBuildAndTouchesNothingElse() throws Exception {
    stage(folder, "old");
    write(folder.resolve("facts/month=2019-12/part"), "kept");
    write(folder.resolve("my-own/file"), "mine");
    run("new");
    assertThat(read("cards/part")).isEqualTo("new");
    assertThat(read("facts/month=2020-01/part")).isEqualTo("new");
    assertThat(read("facts/month=2019-12/part")).isEqualTo("kept");
    assertThat(read("my-own/file")).isEqualTo("mine");
    assertThat(Files.isSymbolicLink(folder.resolve("cards"))).isTrue();
    assertThat(builds()).containsExactly("00000000", "00000001");
  }

  @Test
  void refusesASecondRunWhileOneIsAtWork() throws Exception {
    try (Publication first = Publication.begin(folder)) {
      assertThat(first.staging()).isEmptyDirectory();
      assertThatThrownBy(() -> Publication.begin(folder))
          .isInstanceOf(OutputInUseException.class)
          .hasMessageContaining(folder.toString());
    }
    Publication.begin(folder).close();
  }

  /** Wherever it was killed, readers see what was, and the next run clears away what it left. */
  @Test
  void aRunThatWasKilledLeavesWhatWas() throws Exception {
    run("first");
    stage(folder.resolve(".builds/00000002.part"), "killed while it wrote");
    assertThat(read("cards/part")).isEqualTo("first");
    stage(folder.resolve(".builds/00000003"), "killed before it turned the link");
    Files.createSymbolicLink(folder.resolve(".next"), Path.of(".builds", "00000003"));
    assertThat(read("cards/part")).isEqualTo("first");
    run("second");
    assertThat(read("cards/part")).isEqualTo("second");
    assertThat(builds()).containsExactly("00000001", "00000002");
  }

  private List<String> builds() throws IOException {
    try (Stream<Path> builds = Files.list(folder.resolve(".builds"))) {
      return builds.map(build -> build.getFileName().toString()).sorted().toList();
    }
  }

  private void run(String content) throws Exception {
    try (Publication publication = Publication.begin(folder)) {
      stage(publication.staging(), content);
      publication.publish(FOLDERS);
    }
  }

  private static void stage(Path root, String content) throws IOException {
    write(root.resolve("cards/part"), content);
    write(root.resolve("facts/month=2020-01/part"), content);
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, content);
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }
}
