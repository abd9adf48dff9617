package io.cardbeam.command;

import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.files.WriteDeadLetters;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.table.OutputInUseException;
import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.pipeline.warehouse.BuildStar;
import io.cardbeam.pipeline.warehouse.WriteStar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline;

/** The steps of a star's build. */
public final class StarPipeline {
  private StarPipeline() {}

  /** Adds them to a pipeline. */
  static void assemble(
      Pipeline pipeline, ReadCards from, Deciding deciding, WriteStar writer, String staging) {
    BoundedBooks books = BoundedBooks.read(pipeline, from, deciding);
    books.cards().apply("BuildStar", new BuildStar()).apply("WriteStar", writer);
    books.exceptions().apply("WriteExceptions", WriteExceptions.to(staging));
    books.deadLetters().apply("WriteDeadLetters", new WriteDeadLetters(staging));
  }

  /**
   * Builds a star of all months, tests it, and publishes it if the tests hold.
   *
   * @param pipeline that nothing was added to
   * @return whether it was published
   * @throws IOException if the folder can't be written, or another run is at work there
   */
  public static boolean publish(Pipeline pipeline, ReadCards from, Deciding deciding, Path output)
      throws IOException {
    ProgressLine silent = new ProgressLine(new PrintWriter(Writer.nullWriter()), false);
    try (Publication publication = Publication.begin(output.toAbsolutePath().normalize())) {
      String staging = publication.staging().toString();
      assemble(pipeline, from, deciding, WriteStar.to(staging), staging);
      FinishedRun.of(pipeline, silent);
      boolean holds = DataTestReport.of(publication.staging(), silent).failed() == 0;
      if (holds) {
        publication.publish();
      }
      return holds;
    } catch (OutputInUseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
