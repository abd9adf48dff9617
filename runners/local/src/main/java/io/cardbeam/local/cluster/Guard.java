package io.cardbeam.local.cluster;

import io.cardbeam.flink.BrowserGuardFactory;
import io.cardbeam.local.DataFolder;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the processes of a cluster running: one that ends is started again a second later, as
 * systemd, YARN or Kubernetes would. It is a process of its own, and ends them all when it is asked
 * to end. While it lives it holds the lock of the cluster's folder.
 */
public final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(12);

  /** Workers, then the JobManager, then ZooKeeper. */
  private static final Duration ALL_END_WITHIN = Duration.ofSeconds(40);

  /** A process that ends so often within {@link #MEMORY} will not get better by another start. */
  private static final int MOST_STARTS = 10;

  private static final Duration MEMORY = Duration.ofMinutes(5);

  private final ClusterFolder folder;
  private final String classPath;
  private final List<Member> members;
  private final Map<String, Process> running = new HashMap<>();
  private final Map<String, List<Long>> startNanos = new HashMap<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private Guard(ClusterFolder folder, String classPath, List<Member> members) {
    this.folder = folder;
    this.classPath = classPath;
    this.members = members;
  }

  /**
   * Guards until the process is asked to end.
   *
   * @param args the cluster's folder, which is described and has its settings; and a file with the
   *     class path of Flink's processes
   */
  public static void main(String[] args) throws Exception {
    ClusterFolder folder = ClusterFolder.of(Path.of(args[0]));
    String classPath =
        Files.readString(Path.of(args[1])).strip() + File.pathSeparator + browserGuard();
    List<String> opens =
        List.of(
            Files.readString(folder.conf().resolve(ClusterSettings.JVM_OPTIONS))
                .strip()
                .split("\\s+"));
    try (DataFolder lock = DataFolder.open(folder.root())) {
      LOG.info("guards {}", lock.root());
      new Guard(folder, classPath, Members.of(folder, opens)).run();
    }
  }

  /** What has the {@link BrowserGuardFactory}, which Flink's own jars lack. */
  private static Path browserGuard() throws URISyntaxException {
    return Path.of(
        BrowserGuardFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private void run() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::askAndWait, "end"));
    try {
      do {
        for (Member member : members) {
          keepRunning(member);
        }
      } while (!asked.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (IOException e) {
      LOG.error("gives up", e);
    } finally {
      endAll();
      ended.countDown();
    }
  }

  private void askAndWait() {
    asked.countDown();
    try {
      if (!ended.await(ALL_END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("not all processes ended in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepRunning(Member member) throws IOException {
    Process process = running.get(member.name());
    if (process != null && process.isAlive()) {
      return;
    }
    if (process != null) {
      LOG.warn("{} ended with exit code {}", member.name(), process.exitValue());
    }
    long now = System.nanoTime();
    List<Long> starts = startNanos.computeIfAbsent(member.name(), name -> new ArrayList<>());
    starts.removeIf(start -> now - start > MEMORY.toNanos());
    if (starts.size() >= MOST_STARTS) {
      throw new IOException(
          member.name()
              + " ended "
              + MOST_STARTS
              + " times within "
              + MEMORY.toMinutes()
              + " minutes; its log: "
              + folder.log(member.name()));
    }
    starts.add(now);
    running.put(member.name(), start(member));
  }

  private Process start(Member member) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(member.jvm());
    command.addAll(List.of("-cp", classPath, member.mainClass()));
    command.addAll(member.arguments());
    File output = folder.output(member.name()).toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    folder.remember(member.name(), process.toHandle());
    LOG.info("started {} as process {}", member.name(), process.pid());
    return process;
  }

  /** In reverse: first those who work, last the one who remembers. */
  private void endAll() {
    List<Process> workers = new ArrayList<>();
    for (Member member : members) {
      Process process = running.get(member.name());
      if (process != null && !Members.COORDINATORS.contains(member.name())) {
        workers.add(process);
      }
    }
    end(workers);
    for (String name : Members.COORDINATORS) {
      Process process = running.get(name);
      if (process != null) {
        end(List.of(process));
      }
    }
  }

  /** All of them at once, within the time for one. */
  private static void end(List<Process> processes) {
    processes.forEach(Process::destroy);
    long deadline = System.nanoTime() + ENDS_WITHIN.toNanos();
    for (Process process : processes) {
      end(process, deadline);
    }
  }

  private static void end(Process process, long deadlineNanos) {
    try {
      if (!process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
