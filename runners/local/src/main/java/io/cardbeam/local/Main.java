package io.cardbeam.local;

import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.ClassifyCommand;
import io.cardbeam.command.SimulateCommand;
import io.cardbeam.command.StatementsCommand;
import io.cardbeam.command.StreamCommand;
import io.cardbeam.command.WarehouseCommand;
import java.util.List;

/** Where {@code ./cardbeam} begins: every command there is, on one machine. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(Cardbeam.with(commands()).execute(args));
  }

  static List<Object> commands() {
    return List.of(
        new DemoCommand(),
        new SimulateCommand(),
        new StreamCommand(),
        new ClassifyCommand(),
        new WarehouseCommand(),
        new StatementsCommand());
  }
}
