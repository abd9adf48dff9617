package io.cardbeam.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
  private static final List<String> FOLDERS = List.of("cards", "facts/month=2020-01", "gone");

  @TempDir Path folder;

  @Test
  void replacesWhatTheRunWroteAndLeavesTheRest() throws Exception {
    run("first");
    write(folder.resolve("facts/month=2019-12/part"), "kept");
    write(folder.resolve("gone/part"), "of an earlier run");
    run("second");
    assertThat(read("cards/part")).isEqualTo("second");
    assertThat(read("facts/month=2020-01/part")).isEqualTo("second");
    assertThat(read("facts/month=2019-12/part")).isEqualTo("kept");
    assertThat(folder.resolve("gone")).doesNotExist();
    assertThat(folder)
        .isDirectoryNotContaining("glob:**/.staging")
        .isDirectoryNotContaining("glob:**/.publishing")
        .isDirectoryNotContaining("glob:**/.replaced");
  }

  @Test
  void leavesTheOldStateIfTheRunEndsBeforeItPublishes() throws Exception {
    run("first");
    try (Publication publication = Publication.begin(folder)) {
      stage(publication.staging(), "half");
    }
    assertThat(read("cards/part")).isEqualTo("first");
    assertThat(folder.resolve(".staging")).doesNotExist();
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

  /** Whatever the moves that were done before the kill, the next run makes the state whole. */
  @Test
  void finishesTheMovesOfARunThatWasKilled() throws Exception {
    for (boolean hadOldState : new boolean[] {true, false}) {
      for (int movesDone = 0; movesDone <= 4; movesDone++) {
        deleteAll();
        killedAfter(movesDone, hadOldState);
        Publication.begin(folder).close();
        String state = "old state " + hadOldState + ", killed after " + movesDone + " moves";
        assertThat(read("cards/part")).as(state).isEqualTo("second");
        assertThat(read("facts/month=2020-01/part")).as(state).isEqualTo("second");
        assertThat(folder.resolve("gone")).as(state).doesNotExist();
        assertThat(folder.resolve(".replaced")).as(state).doesNotExist();
        assertThat(folder.resolve(".publishing")).as(state).doesNotExist();
      }
    }
  }

  /** What the disk looks like if the process dies between two of the moves. */
  private void killedAfter(int movesDone, boolean hadOldState) throws IOException {
    Path publishing = folder.resolve(".publishing");
    stage(publishing, "second");
    Files.write(publishing.resolve("folders"), FOLDERS);
    if (hadOldState) {
      stage(folder, "first");
      write(folder.resolve("gone/part"), "first");
    }
    int moves = 0;
    for (String table : List.of("cards", "facts/month=2020-01")) {
      Path live = folder.resolve(table);
      Path replaced = folder.resolve(".replaced").resolve(table);
      if (moves++ < movesDone) {
        if (hadOldState) {
          Files.createDirectories(replaced.getParent());
          Files.move(live, replaced);
        } else {
          Files.createDirectories(replaced);
        }
      }
      if (moves++ < movesDone) {
        Files.createDirectories(live.getParent());
        Files.move(publishing.resolve(table), live);
      }
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

  private void deleteAll() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }
}
