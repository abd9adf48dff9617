package io.cardbeam.command;

import io.cardbeam.command.finding.FindingsCommand;
import io.cardbeam.command.replay.ReplayCommand;
import io.cardbeam.command.rule.RulesCommand;
import io.cardbeam.command.stream.StreamCommand;
import io.cardbeam.command.stream.StreamHosts;
import io.cardbeam.command.weblog.WeblogsCommand;
import java.util.List;

/** The commands that every runner's jar has. */
public final class AnyRunner {
  private AnyRunner() {}

  /**
   * New instances of them, in the order in which help shows them.
   *
   * @param hosts where a stream can run
   */
  public static List<Object> commands(StreamHosts hosts) {
    return List.of(
        new SimulateCommand(),
        new ColumnsCommand(),
        new LoadCommand(),
        new StreamCommand(hosts),
        new FindingsCommand(),
        new ReplayCommand(),
        new ClassifyCommand(),
        new EvaluateCommand(),
        new DriftCommand(),
        new WarehouseCommand(),
        new DataTestsCommand(),
        new SqlCommand(),
        new CubeCommand(),
        new DdlCommand(),
        new StatementsCommand(),
        new ReconcileCommand(),
        new RulesCommand(),
        new WeblogsCommand(hosts));
  }
}
