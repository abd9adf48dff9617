package io.cardbeam.command.weblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceFileTest {
  private static final Path LOG = Path.of("/var/log/a,\"b.log");
  private static final ShippedPlace PLACE =
      new ShippedPlace(LOG.toString(), "(dev=1,ino=2)", new LogHead(4, "ab"), "cd", 17, 3, true);

  @TempDir private Path folder = Path.of("");

  private Path file() {
    return folder.resolve("place.csv");
  }

  @Test
  void givesThePlacesBackAndKeepsThoseOfOtherPaths() throws IOException {
    try (PlaceFile places = PlaceFile.open(file(), "logs")) {
      assertThat(places.of(LOG)).isEmpty();
      places.keep(List.of(PLACE), List.of(LOG));
    }
    try (PlaceFile places = PlaceFile.open(file(), "logs")) {
      assertThat(places.of(LOG)).containsExactly(PLACE);
      places.keep(List.of(), List.of(Path.of("/another.log")));
    }
    try (PlaceFile places = PlaceFile.open(file(), "logs")) {
      assertThat(places.of(LOG)).containsExactly(PLACE);
      places.keep(List.of(), List.of(LOG));
      assertThat(places.of(LOG)).isEmpty();
    }
  }

  @Test
  void isOfOneTopicAndOneProcess() throws IOException {
    try (PlaceFile places = PlaceFile.open(file(), "logs")) {
      places.keep(List.of(PLACE), List.of(LOG));
      assertThatThrownBy(() -> PlaceFile.open(file(), "logs")).hasMessageContaining("is in use");
    }
    assertThatThrownBy(() -> PlaceFile.open(file(), "others"))
        .hasMessageContaining("has the places of topic logs");
  }

  @Test
  void refusesAnotherFile() throws IOException {
    for (String text : List.of("", "some text\n", "a,b\n\"", "topic,path\nlogs,x\n")) {
      Files.writeString(file(), text);
      assertThatThrownBy(() -> PlaceFile.open(file(), "logs"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("delete it to send all of the logs");
    }
  }
}
