package io.cardbeam.local.cluster;

import io.cardbeam.flink.FlinkCluster;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.DataFolderInUseException;
import io.cardbeam.local.JvmOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A cluster on this machine: its {@link Guard}, and through it the processes of it. */
public final class LocalCluster {
  /** File with the class path of Flink's processes, told by the launcher. */
  private static final String LIB_PROPERTY = "cardbeam.flink.lib";

  private static final String GUARD = "guard";
  private static final String GUARD_HEAP = "-Xmx48m";
  private static final Path NOHUP = Path.of("/usr/bin/nohup");
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
  private static final Duration STOPS_WITHIN = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final ClusterFolder folder;

  private LocalCluster(ClusterFolder folder) {
    this.folder = folder;
  }

  /** The cluster of a folder, whether or not it runs. */
  public static LocalCluster in(Path folder) {
    return new LocalCluster(ClusterFolder.of(folder));
  }

  ClusterFolder folder() {
    return folder;
  }

  /** Whether it runs: then its guard holds the folder's lock. */
  public boolean isRunning() throws IOException {
    if (!Files.isDirectory(folder.root())) {
      return false;
    }
    try (DataFolder free = DataFolder.open(folder.root())) {
      return !Files.isDirectory(free.root());
    } catch (DataFolderInUseException held) {
      return true;
    }
  }

  /**
   * Starts it and waits until all its TaskManagers have come. Jobs that ran when it was lost go on
   * from their last checkpoint.
   *
   * @throws IOException if it runs already or does not come up; then nothing of it is left running
   */
  public void start(ClusterSize size, int restPort) throws IOException {
    if (isRunning()) {
      throw new IOException("a cluster runs in " + folder.root() + " already");
    }
    endOrphans();
    folder.describe(size, restPort);
    ClusterSettings.write(folder, size, restPort, JvmOptions.text());
    Process guard = startGuard();
    folder.remember(GUARD, guard.toHandle());
    try {
      awaitTaskManagers(guard, size);
    } catch (IOException e) {
      guard.destroy();
      throw e;
    }
  }

  private Process startGuard() throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NOHUP)) {
      // The end of a terminal is not the end of the cluster.
      command.add(NOHUP.toString());
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            GUARD_HEAP,
            "-XX:+UseSerialGC",
            "-Dcardbeam.log.file=" + folder.log(GUARD),
            "-cp",
            System.getProperty("java.class.path"),
            Guard.class.getName(),
            folder.root().toString(),
            lib().toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
        .redirectOutput(folder.output(GUARD).toFile())
        .start();
  }

  private static Path lib() throws IOException {
    String told = System.getProperty(LIB_PROPERTY);
    if (told == null || !Files.isRegularFile(Path.of(told))) {
      throw new IOException(
          "no class path of a Flink: start it by the launcher, which tells -D" + LIB_PROPERTY);
    }
    return Path.of(told);
  }

  private void awaitTaskManagers(Process guard, ClusterSize size) throws IOException {
    long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
    try (FlinkCluster cluster = FlinkCluster.at(folder.address())) {
      while (true) {
        Optional<FlinkCluster.Overview> overview = cluster.overviewIfUp();
        if (overview.isPresent() && overview.get().taskManagers() >= size.taskManagers()) {
          return;
        }
        if (!guard.isAlive()) {
          throw new IOException("the cluster did not start: see " + folder.root() + "/log");
        }
        if (System.nanoTime() > deadline) {
          throw new IOException(
              "the cluster is not up after "
                  + STARTS_WITHIN.toSeconds()
                  + " seconds: see "
                  + folder.root()
                  + "/log");
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
      }
    }
  }

  /**
   * Ends all its processes. Jobs that still run go on at the next start.
   *
   * @throws IOException if they do not end within a minute
   */
  public void stop() throws IOException {
    Optional<ProcessHandle> guard = folder.process(GUARD);
    if (guard.isPresent()) {
      end(guard.get());
    }
    endOrphans();
  }

  /** Whether processes of it run on without their guard. */
  boolean hasOrphans() throws IOException {
    return !isRunning() && !members().isEmpty();
  }

  /** Those of its processes that live, but for the guard. */
  private List<ProcessHandle> members() throws IOException {
    List<ProcessHandle> members = new ArrayList<>();
    if (folder.isDescribed()) {
      for (String name : Members.names(folder.size())) {
        folder.process(name).ifPresent(members::add);
      }
    }
    return members;
  }

  /** Ends what runs on after its guard was killed. */
  private void endOrphans() throws IOException {
    for (ProcessHandle orphan : members()) {
      end(orphan);
    }
  }

  private static void end(ProcessHandle process) throws IOException {
    process.destroy();
    try {
      process.onExit().get(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the cluster was stopping", e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IOException("the cluster does not stop: process " + process.pid(), e);
    }
  }

  /** HOST:PORT of its REST port. */
  public String address() throws IOException {
    return folder.address();
  }

  /**
   * The living process of a member, by its name in {@code cluster status}.
   *
   * @throws IOException if its file can't be read
   */
  public Optional<ProcessHandle> process(String member) throws IOException {
    return folder.process(member);
  }
}
