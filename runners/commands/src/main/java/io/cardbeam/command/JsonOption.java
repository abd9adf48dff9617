package io.cardbeam.command;

import picocli.CommandLine.Option;

/** Whether the account is for a machine. */
public final class JsonOption {

  @Option(names = "--json", description = "Print the account as JSON.")
  private boolean json;

  /** Whether JSON is asked for. */
  public boolean isSet() {
    return json;
  }
}
