package io.cardbeam.command.stream;

import io.cardbeam.command.JobAddress;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.StreamingOptions;

/** A stream as any runner of Beam's runs it, from its start to its end. */
public final class RunnerHost implements StreamHost {

  @Override
  public void prepare(PipelineOptions options, StreamState state) {
    options.as(StreamingOptions.class).setStreaming(true);
    options.setJobName(state.jobName());
  }

  @Override
  public int run(Pipeline pipeline, boolean detached, PrintWriter out) throws IOException {
    PipelineResult result = pipeline.run();
    JobAddress.of(result).ifPresent(out::println);
    out.flush();
    if (detached) {
      return 0;
    }
    return result.waitUntilFinish() == PipelineResult.State.FAILED ? 1 : 0;
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
