package io.cardbeam.deploy;

import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.stream.StreamHosts;
import io.cardbeam.console.ConsoleCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Finds where a text calls a command, and which of the options there the command has not. */
final class CommandOptions {
  private static final Pattern CALL =
      Pattern.compile(
          "(?:\\bcardbeam|io\\.cardbeam\\.\\w+\\.Main|[jJ]ar\"?|Args:) ([a-z]+)\\b(.*)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])(--[a-z][a-zA-Z-]*)");
  private static final Map<String, CommandLine> COMMANDS =
      Cardbeam.with(
              Stream.concat(
                      AnyRunner.commands(StreamHosts.ofBeam()).stream(),
                      Stream.of(new ConsoleCommand()))
                  .toList())
          .getSubcommands();

  private CommandOptions() {}

  /** A command of every runner's jar, or the console. */
  static CommandSpec command(String name) {
    return Objects.requireNonNull(COMMANDS.get(name), "no command " + name).getCommandSpec();
  }

  /** The calls with options in a text: lines that a backslash ends go on in the next. */
  static List<String> callsIn(String text) {
    List<String> calls = new ArrayList<>();
    Matcher matcher = CALL.matcher(text.replaceAll("\\\\\n\\s*", " "));
    while (matcher.find()) {
      if (COMMANDS.containsKey(matcher.group(1)) && matcher.group(2).contains(" --")) {
        calls.add(matcher.group(1) + matcher.group(2));
      }
    }
    return calls;
  }

  /** The options of a call that its command does not have; what follows --beam is Beam's. */
  static List<String> unknownIn(String call) {
    CommandSpec command = command(call.split("\\W", 2)[0]);
    List<String> unknown = new ArrayList<>();
    Matcher matcher = OPTION.matcher(call.replaceAll("--beam[ =]'?--\\S+", ""));
    while (matcher.find()) {
      if (command.findOption(matcher.group(1)) == null) {
        unknown.add(matcher.group(1));
      }
    }
    return unknown;
  }
}
