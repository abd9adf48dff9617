package io.cardbeam.command.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookmarkFileTest {
  @TempDir Path folder;

  @Test
  void givesBackTheLastBookmark() throws Exception {
    BookmarkFile file = new BookmarkFile(folder.resolve("bookmark"));
    assertThat(file.read()).isEqualTo(Bookmark.START);
    Bookmark bookmark =
        new Bookmark(42, 7_000, List.of(Steps.purchase("a", 1_000), Steps.purchase("b", 2_000)));
    file.write(new Bookmark(1, 3_000, List.of()));
    file.write(bookmark);
    assertThat(file.read()).isEqualTo(bookmark);
  }

  @Test
  void saysWhatToDoAboutADamagedFile() throws Exception {
    Path path = folder.resolve("bookmark");
    Files.writeString(path, "no bookmark at all");
    assertThatThrownBy(() -> new BookmarkFile(path).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("delete it");
  }

  @Test
  void saysWhatToDoAboutAFileCutOff() throws Exception {
    Path path = folder.resolve("bookmark");
    new BookmarkFile(path).write(new Bookmark(42, 7_000, List.of(Steps.purchase("a", 1_000))));
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> new BookmarkFile(path).read())
          .as("cut off after %d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("delete it");
    }
  }
}
