package io.cardbeam.local.cluster;

import io.cardbeam.flink.Ports;
import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * The folder of a cluster: settings, logs, process ids, and what it needs to go on after a crash.
 *
 * @param root absolute
 */
record ClusterFolder(Path root) {
  private static final String DESCRIPTION = "cluster.properties";
  private static final String TASK_MANAGERS = "task-managers";
  private static final String SLOTS = "slots";
  private static final String MEMORY = "task-manager-mib";
  private static final String REST_PORT = "rest-port";

  static ClusterFolder of(Path folder) {
    return new ClusterFolder(folder.toAbsolutePath().normalize());
  }

  Path conf() {
    return root.resolve("conf");
  }

  Path log(String member) {
    return root.resolve("log").resolve(member + ".log");
  }

  /** What a process writes before its logger is there, or when Java itself fails. */
  Path output(String member) {
    return root.resolve("log").resolve(member + ".out");
  }

  Path pid(String member) {
    return root.resolve("pid").resolve(member);
  }

  Path work(String name) {
    return root.resolve(name);
  }

  Ports ports() {
    return new Ports(root.resolve("ports.properties"));
  }

  /** Makes it, and writes down what kind of cluster it holds. */
  void describe(ClusterSize size, int restPort) throws IOException {
    for (String part : new String[] {"conf", "log", "pid", "ha", "zookeeper", "tmp"}) {
      OwnerOnly.folder(root.resolve(part));
    }
    Properties p = new Properties();
    p.setProperty(TASK_MANAGERS, Integer.toString(size.taskManagers()));
    p.setProperty(SLOTS, Integer.toString(size.slots()));
    p.setProperty(MEMORY, Integer.toString(size.taskManagerMiB()));
    p.setProperty(REST_PORT, Integer.toString(restPort));
    try (Writer writer = Files.newBufferedWriter(root.resolve(DESCRIPTION))) {
      p.store(writer, "A Flink cluster of Cardbeam's");
    }
  }

  /** Whether a cluster was ever made here. */
  boolean isDescribed() {
    return Files.exists(root.resolve(DESCRIPTION));
  }

  ClusterSize size() throws IOException {
    Properties p = description();
    return new ClusterSize(number(p, TASK_MANAGERS), number(p, SLOTS), number(p, MEMORY));
  }

  int restPort() throws IOException {
    return number(description(), REST_PORT);
  }

  /** HOST:PORT of the REST port. */
  String address() throws IOException {
    return Ports.LOOPBACK + ":" + restPort();
  }

  private Properties description() throws IOException {
    Properties p = new Properties();
    try (Reader reader = Files.newBufferedReader(root.resolve(DESCRIPTION))) {
      p.load(reader);
    }
    return p;
  }

  private int number(Properties p, String name) throws IOException {
    try {
      return Integer.parseInt(p.getProperty(name, ""));
    } catch (NumberFormatException e) {
      throw new IOException(root.resolve(DESCRIPTION) + " has no number for " + name, e);
    }
  }

  /**
   * Writes down which process a member is: its number, and when it began, as numbers come again.
   */
  void remember(String member, ProcessHandle process) throws IOException {
    Files.writeString(pid(member), process.pid() + " " + began(process));
  }

  private static long began(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** The living process of a member; empty if there is none. */
  Optional<ProcessHandle> process(String member) throws IOException {
    Path file = pid(member);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] parts = Files.readString(file).strip().split(" ", -1);
    if (parts.length != 2) {
      return Optional.empty();
    }
    try {
      long began = Long.parseLong(parts[1]);
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> began(process) == began);
    } catch (NumberFormatException damaged) {
      return Optional.empty();
    }
  }
}
