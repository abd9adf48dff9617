package io.cardbeam.local;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.StopSignal;
import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.read.EventTimes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What every demo plays on: servers, topics, and the stream on them.
 *
 * @param data the folder
 * @param servers running
 * @param deciding what the stream decides by
 * @param stop Ctrl-C
 * @param out the terminal, or what is in its place
 * @param terminal whether lines can be drawn over
 */
record DemoStage(
    DataFolder data,
    LocalServers servers,
    Deciding deciding,
    StopSignal stop,
    PrintWriter out,
    boolean terminal) {

  ProgressLine progress() {
    return new ProgressLine(out, terminal);
  }

  FreeSpace space() {
    return new FreeSpace(data.root());
  }

  BooksConnection books() {
    return servers.books();
  }

  /** Tells how to look at the demo in a browser while it runs. */
  void tellOfConsole(KafkaConnection kafka) throws IOException {
    BooksConnection books = books();
    out.println(
        "  Look at it with: ./cardbeam console --bootstrap-servers "
            + kafka.bootstrapServers()
            + " --books-url "
            + books.url()
            + " --books-user "
            + books.user()
            + " --books-password-file "
            + data.secrets().databasePasswordFile()
            + " --secrets-key "
            + data.secrets().secretsKeyFile());
    out.flush();
  }

  /** Starts the stream, with books and lake; where it left state, it goes on there. */
  LocalStream startStream(
      String jobName, KafkaConnection kafka, Path lake, EventTimes times, LocalStream.Rhythm rhythm)
      throws IOException {
    return LocalStream.start(
        servers.flink(),
        jobName,
        kafka,
        times,
        false,
        Optional.of(books()),
        Optional.of(lake),
        rhythm,
        deciding);
  }
}
