package io.cardbeam.local.parity;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * The decisions of a run, whole, in Avro files, in no particular order.
 *
 * @param folder of the files
 */
record AvroDecisions(Path folder) {
  private static final String FOLDER = "decisions";
  private static final String SUFFIX = ".avro";
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
      files = all.filter(file -> file.toString().endsWith(SUFFIX)).toList();
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

  /** Writes another file of them, beside those that are there. */
  Writer write() throws IOException {
    Files.createDirectories(folder);
    return new Writer(folder.resolve(UUID.randomUUID() + SUFFIX));
  }

  /** A file while it is written. */
  static final class Writer implements Closeable {
    private final DataFileWriter<AuthorizationDecision> out;

    private Writer(Path file) throws IOException {
      out =
          new DataFileWriter<AuthorizationDecision>(
                  new SpecificDatumWriter<>(
                      AuthorizationDecision.getClassSchema(),
                      SpecificData.getForSchema(AuthorizationDecision.getClassSchema())))
              .setCodec(CodecFactory.snappyCodec());
      out.create(AuthorizationDecision.getClassSchema(), file.toFile());
    }

    void add(AuthorizationDecision decision) throws IOException {
      out.append(decision);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
