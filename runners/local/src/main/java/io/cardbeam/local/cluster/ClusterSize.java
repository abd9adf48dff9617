package io.cardbeam.local.cluster;

/**
 * How large a cluster is.
 *
 * @param taskManagers processes that work, 1 to 16
 * @param slots tasks of one operator that each of them takes, 1 to 16
 * @param taskManagerMiB memory of each of them, all told, MiB; 900 or more
 */
public record ClusterSize(int taskManagers, int slots, int taskManagerMiB) {
  static final int MOST_TASK_MANAGERS = 16;
  static final int MOST_SLOTS = 16;
  static final int LEAST_MIB = 900;
  static final int MOST_MIB = 65_536;

  public ClusterSize {
    requireWithin("task managers", taskManagers, 1, MOST_TASK_MANAGERS);
    requireWithin("slots", slots, 1, MOST_SLOTS);
    requireWithin("memory in MiB", taskManagerMiB, LEAST_MIB, MOST_MIB);
  }

  private static void requireWithin(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " must be " + least + " to " + most + ", not " + value);
    }
  }
}
