package io.cardbeam.dataflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Turns what a flex template's launcher gives into a command's arguments. It gives all as {@code
 * --nameOfIt=VALUE}: the template's parameters, which are options of the command written as Google
 * writes names, and options of Beam's that tell it where to put the job.
 */
final class TemplateArguments {
  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

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
      int end = arg.indexOf('=') < 0 ? arg.length() : arg.indexOf('=');
      String option = optionOf(arg.substring(0, end));
      if (option.equals("--runner")) {
        continue;
      }
      if (command.findOption(option) == null) {
        args.add("--beam");
        args.add(arg);
      } else {
        args.add(option + arg.substring(end));
      }
    }
    return args;
  }

  /** {@code --lakeFolder} is the option {@code --lake-folder}. */
  private static String optionOf(String parameter) {
    return CAPITAL
        .matcher(parameter)
        .replaceAll(capital -> "-" + capital.group().toLowerCase(Locale.ROOT));
  }
}
