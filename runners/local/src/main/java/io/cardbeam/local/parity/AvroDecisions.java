package io.cardbeam.local.parity;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The decisions of a run, whole, in Avro files, in no particular order.
 *
 * @param folder of the files
 */
record AvroDecisions(Path folder) {
  private static final String FOLDER = "decisions";
  private static final int BUFFER_BYTES = 1 << 16;

  /** Those of the run that has this folder. */
  static AvroDecisions in(Path folderOfRun) {
    return new AvroDecisions(folderOfRun.resolve(FOLDER));
  }

  /** Takes decisions, one by one. */
  interface Receiver {
    void decision(AuthorizationDecision decision);
  }

  /**
   * Reads all of them; none, where none was written.
   *
   * @throws IOException if a file is damaged
   */
  void read(Receiver receiver) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(RowFile.SUFFIX)).toList();
    }
    for (Path file : files) {
      read(file, receiver);
    }
  }

  private static void read(Path file, Receiver receiver) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        LakeFileReader reader = new LakeFileReader(EventType.AUTHORIZATION_DECISION, in)) {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        receiver.decision(next.get().body(AuthorizationDecision.class));
      }
    }
  }

  /** Begins another file of them, beside those that are there. */
  RowFile<AuthorizationDecision> write() throws IOException {
    return RowFile.in(folder, AuthorizationDecision.class);
  }
}
