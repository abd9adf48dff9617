package io.cardbeam.bench.fuzz;

import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.wire.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is done to events that were taken, wherever they came from. */
final class LaterSteps {
  private LaterSteps() {}

  /**
   * Puts events of one type through them.
   *
   * @throws BrokenLawException if they do not come out as they went in
   */
  static void require(List<Event> events) throws Exception {
    if (events.isEmpty()) {
      return;
    }
    events.forEach(LakeFolder::of);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    LakeFileWriter.write(events, file);
    Set<Event> again = new HashSet<>();
    int count = 0;
    try (LakeFileReader reader =
        new LakeFileReader(events.get(0).type(), new ByteArrayInputStream(file.toByteArray()))) {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        again.add(next.get());
        count++;
      }
    }
    BrokenLawException.require(
        count == events.size() && again.equals(new HashSet<>(events)),
        "in the lake events become others");
  }
}
