package io.cardbeam.dataflow;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Turns what a flex template's launcher gives into a command's arguments. It gives all as {@code
 * --NAME=VALUE}: the template's parameters, which are options of the command, and options of Beam's
 * that tell it where to put the job.
 */
final class TemplateArguments {
  private TemplateArguments() {}

  /**
   * The command's arguments.
   *
   * @param command whose options the template's parameters are
   * @param given by the launcher
   */
  static List<String> of(CommandSpec command, List<String> given) {
    List<String> args = new ArrayList<>();
    args.add(command.name());
    args.add("--runner=dataflow");
    // The launcher submits the job itself, when the program has described it.
    args.add("--detached");
    for (String arg : given) {
      String name = arg.contains("=") ? arg.substring(0, arg.indexOf('=')) : arg;
      if (name.equals("--runner")) {
        continue;
      }
      if (command.findOption(name) == null) {
        args.add("--beam");
      }
      args.add(arg);
    }
    return args;
  }
}
