package io.cardbeam.dataflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.harness.JvmInitializer;
import org.apache.beam.sdk.options.PipelineOptions;

/** Fetches a worker's secrets before it takes work. */
public final class FetchSecrets implements JvmInitializer {

  /**
   * Fetches them.
   *
   * @throws UncheckedIOException if one can't be had: the worker then does not start
   */
  @Override
  public void beforeProcessing(PipelineOptions options) {
    try {
      SecretFile.fetch(options.as(SecretFilesOptions.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
