package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.RunnerOption;
import java.util.Map;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RunnerOptionTest {

  /** Anything that runs a pipeline. */
  @Command(name = "run")
  private static final class Run {
    @Mixin private RunnerOption runner = new RunnerOption();
  }

  private static RunnerOption given(String... options) {
    Run run = new Run();
    new CommandLine(run).parseArgs(options);
    return run.runner;
  }

  private static boolean[] checks(PipelineOptions options) {
    DirectOptions direct = options.as(DirectOptions.class);
    return new boolean[] {direct.isEnforceImmutability(), direct.isEnforceEncodability()};
  }

  @Test
  void theDirectRunnerGoesWithoutItsChecks() {
    RunnerOption option = given("--runner=direct", "--parallelism=3");
    assertThat(checks(option.options())).containsExactly(false, false);
    assertThat(checks(option.streamingOptions(Map.of()))).containsExactly(false, false);
    assertThat(option.options().as(DirectOptions.class).getTargetParallelism()).isEqualTo(3);
  }

  @Test
  void whatIsGivenByBeamStandsInPlaceOfADefault() {
    assertThat(checks(given("--runner=direct", "--beam=--enforceImmutability=true").options()))
        .containsExactly(true, false);
    assertThat(
            checks(
                given(
                        "--runner=direct",
                        "--beam=--enforceImmutability",
                        "--beam=--enforceEncodability=true")
                    .options()))
        .containsExactly(true, true);
  }
}
