package io.cardbeam.command.stream;

import java.io.IOException;
import java.io.PrintWriter;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where a stream runs, and who can stop it there. Serves one pipeline. */
public interface StreamHost extends AutoCloseable {

  /**
   * Makes ready, and sets what the pipeline needs to run here. To be called before the pipeline is
   * built.
   *
   * @throws IOException if there is no place to run
   */
  void prepare(PipelineOptions options, StreamState state) throws IOException;

  /**
   * Runs the pipeline.
   *
   * @param detached not to wait for its end
   * @param out tells where it runs and how it is stopped
   * @return exit code of the command: 0 it ended or was stopped, 1 it failed
   * @throws IOException if it does not start
   */
  int run(Pipeline pipeline, boolean detached, PrintWriter out) throws IOException;

  @Override
  void close() throws IOException;
}
