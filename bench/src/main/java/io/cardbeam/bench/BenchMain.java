package io.cardbeam.bench;

import io.cardbeam.command.Cardbeam;
import java.util.List;

/** Where {@code ./cardbeam bench} begins: apart from the other commands, which go without JMH. */
public final class BenchMain {
  private BenchMain() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    System.exit(Cardbeam.with(List.of(new BenchCommand())).execute(args));
  }
}
