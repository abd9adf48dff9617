package io.cardbeam.local.search;

import java.nio.file.Path;

/** A process with a node, which says the node's number and then waits to be killed. */
final class SearchUntilKilled {
  private SearchUntilKilled() {}

  public static void main(String[] args) throws Exception {
    NodeOnTrial node = NodeOnTrial.in(Path.of(args[0]));
    System.out.println(node.search().processId());
    // Whoever started this holds the other end; it never comes to that.
    System.in.read();
  }
}
