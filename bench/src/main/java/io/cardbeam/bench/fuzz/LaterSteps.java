package io.cardbeam.bench.fuzz;

import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.wire.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** What is done to an event that was taken, wherever it came from. */
final class LaterSteps {
  private LaterSteps() {}

  /**
   * Puts an event through them.
   *
   * @throws BrokenLawException if it does not come out as it went in
   */
  static void require(Event event) throws Exception {
    LakeFolder.of(event);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    LakeFileWriter.write(List.of(event), file);
    try (LakeFileReader reader =
        new LakeFileReader(event.type(), new ByteArrayInputStream(file.toByteArray()))) {
      BrokenLawException.require(
          reader.next().filter(event::equals).isPresent() && reader.next().isEmpty(),
          "in the lake it becomes another event");
    }
  }
}
