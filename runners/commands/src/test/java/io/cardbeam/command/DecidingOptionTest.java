package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.model.FraudModel;
import io.cardbeam.simulator.SimulatorModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class DecidingOptionTest {
  @TempDir Path folder;

  @Command(name = "trial")
  static final class Trial {
    @Mixin private final DecidingOption deciding = new DecidingOption();
  }

  private static DecidingOption given(String... args) {
    Trial trial = new Trial();
    new CommandLine(trial).parseArgs(args);
    return trial.deciding;
  }

  @Test
  void takesTheStandardModelUnlessToldOtherwise() {
    assertThat(given().deciding().model()).isSameAs(FraudModel.standard());
    assertThat(given().deciding(ShippedModel.SIMULATOR).model()).isSameAs(SimulatorModel.get());
  }

  @Test
  void takesAShippedModelByItsName() {
    assertThat(given("--model", "simulator").deciding().model()).isSameAs(SimulatorModel.get());
    assertThat(given("--model", "standard").deciding(ShippedModel.SIMULATOR).model())
        .isSameAs(FraudModel.standard());
  }

  @Test
  void readsAnyOtherNameAsThatOfAFile() throws Exception {
    Path file =
        Files.writeString(folder.resolve("model.json"), "{\"format\": \"of another kind\"}");
    DecidingOption wrong = given("--model", file.toString());
    assertThatThrownBy(wrong::deciding)
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("model.json is no whole model file");
    DecidingOption missing = given("--model", "simulators");
    assertThatThrownBy(missing::deciding)
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("can't read simulators");
  }
}
