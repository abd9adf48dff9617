package io.cardbeam.command;

import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.beam.sdk.PipelineResult;

/** Knows where a person looks at a job that runs elsewhere; a runner's module has one. */
public interface JobAddress {

  /** In words, or nothing if the job is of another runner. */
  Optional<String> words(PipelineResult job);

  /** In words, as whichever runner's module is on the class path knows it. */
  static Optional<String> of(PipelineResult job) {
    return ServiceLoader.load(JobAddress.class).stream()
        .flatMap(provider -> provider.get().words(job).stream())
        .findFirst();
  }
}
