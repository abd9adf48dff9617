package io.cardbeam.local;

import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.console.ConsoleCommand;
import io.cardbeam.console.command.AuditCommand;
import io.cardbeam.console.command.MerchantsCommand;
import io.cardbeam.console.command.UsersCommand;
import io.cardbeam.flink.FlinkHosts;
import io.cardbeam.local.cluster.ClusterCommand;
import io.cardbeam.local.parity.ParityCommand;
import io.cardbeam.local.search.SearchCommand;
import io.cardbeam.training.BacktestCommand;
import io.cardbeam.training.TrainCommand;
import java.util.ArrayList;
import java.util.List;

/** Where {@code ./cardbeam} begins: every command there is, on one machine. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(Cardbeam.with(commands()).execute(args));
  }

  static List<Object> commands() {
    List<Object> commands = new ArrayList<>();
    commands.add(new DemoCommand());
    commands.addAll(AnyRunner.commands(FlinkHosts.all()));
    commands.add(new TrainCommand());
    commands.add(new BacktestCommand());
    commands.add(new ParityCommand());
    commands.add(new ClusterCommand());
    commands.add(new SearchCommand());
    commands.add(new ConsoleCommand());
    commands.add(new MerchantsCommand());
    commands.add(new UsersCommand());
    commands.add(new AuditCommand());
    return commands;
  }
}
