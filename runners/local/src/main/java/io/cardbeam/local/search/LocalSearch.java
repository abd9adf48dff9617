package io.cardbeam.local.search;

import io.cardbeam.flink.Ports;
import io.cardbeam.pipeline.files.OwnerOnly;
import io.cardbeam.pipeline.search.Patience;
import io.cardbeam.pipeline.search.SearchConnection;
import io.cardbeam.pipeline.search.SearchCredentials;
import io.cardbeam.pipeline.search.SearchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * One node of OpenSearch, on loopback only, whose indices stay in its folder. It is a process of
 * its own: with a heap that is its limit, and a class path that nothing else shares. It ends with
 * this process, however that ends.
 */
public final class LocalSearch implements AutoCloseable {
  /** Heap where nobody says otherwise, MiB. */
  public static final int HEAP_MIB = 512;

  /** Least heap that it starts with, MiB. */
  public static final int LEAST_HEAP_MIB = 256;

  /** Folder of the module {@code runners/search}'s build, named by the launcher. */
  private static final String BUILD_PROPERTY = "cardbeam.search";

  private static final String MAIN_CLASS = "io.cardbeam.search.SearchNode";
  private static final String PROCESS_FILE = "process-id";
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private final Process process;
  private final SearchConnection connection;

  private LocalSearch(Process process, SearchConnection connection) {
    this.process = process;
    this.connection = connection;
  }

  /**
   * Starts a node on this folder and waits until it answers.
   *
   * @param folder of its data; made if it is not there
   * @param logFile gets its warnings and errors
   * @param port for HTTP
   * @param betweenNodes port that it keeps for other nodes, of which there are none
   * @param heapMib its heap
   * @throws IOException if the folder can't be used, or it does not come up
   */
  public static LocalSearch start(
      Path folder, Path logFile, int port, int betweenNodes, int heapMib) throws IOException {
    OwnerOnly.folder(folder);
    OwnerOnly.file(logFile);
    awaitOrphan(folder);
    Path options = folder.resolve("java-options");
    Files.writeString(options, "-cp \"" + classPath().replace("\\", "\\\\") + "\"\n");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heapMib + "m",
                    "-XX:MaxDirectMemorySize=" + heapMib / 2 + "m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Dorg.apache.logging.log4j.level=WARN",
                    "@" + options,
                    MAIN_CLASS,
                    folder.toString(),
                    Integer.toString(port),
                    Integer.toString(betweenNodes)))
            .redirectErrorStream(true)
            .redirectOutput(logFile.toFile())
            .start();
    Files.writeString(folder.resolve(PROCESS_FILE), Long.toString(process.pid()));
    SearchConnection connection =
        SearchConnection.of(
            "http://" + Ports.LOOPBACK + ":" + port, new SearchCredentials.None(), "");
    LocalSearch search = new LocalSearch(process, connection);
    try {
      search.awaitAnswer(logFile);
      return search;
    } catch (IOException e) {
      search.close();
      throw e;
    }
  }

  private static String classPath() throws IOException {
    Path build = Path.of(System.getProperty(BUILD_PROPERTY, "runners/search/target"));
    Path others = build.resolve("classpath.txt");
    if (!Files.isRegularFile(others)) {
      throw new IOException(
          "OpenSearch is not built: start it by ./cardbeam, or name its build by -D"
              + BUILD_PROPERTY);
    }
    return build.resolve("classes")
        + System.getProperty("path.separator")
        + Files.readString(others).strip();
  }

  /** A node whose Cardbeam was killed is about to end, and holds the folder until then. */
  private static void awaitOrphan(Path folder) throws IOException {
    Optional<ProcessHandle> orphan = orphan(folder);
    if (orphan.isEmpty()) {
      return;
    }
    try {
      orphan.get().onExit().get(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an earlier OpenSearch was stopping", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "an earlier OpenSearch, process " + orphan.get().pid() + ", does not stop: end it", e);
    }
  }

  /** The number may be another process's by now. */
  private static Optional<ProcessHandle> orphan(Path folder) throws IOException {
    Path file = folder.resolve(PROCESS_FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String id = Files.readString(file).strip();
    if (!id.matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(id))
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .map(List::of)
                    .filter(words -> words.contains(MAIN_CLASS))
                    .filter(words -> words.contains(folder.toString()))
                    .isPresent());
  }

  private void awaitAnswer(Path logFile) throws IOException {
    long end = System.nanoTime() + STARTS_WITHIN.toNanos();
    SearchServer server = new SearchServer(connection, NONE);
    while (true) {
      try {
        server.product();
        return;
      } catch (IOException notYet) {
        if (!process.isAlive()) {
          throw new IOException("OpenSearch did not start: see " + logFile, notYet);
        }
        if (System.nanoTime() > end) {
          throw new IOException(
              "OpenSearch is not up after "
                  + STARTS_WITHIN.toSeconds()
                  + " seconds: see "
                  + logFile,
              notYet);
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /** How it is asked. */
  public SearchConnection connection() {
    return connection;
  }

  /** Its process's number, for as long as it runs. */
  long processId() {
    return process.pid();
  }

  /** Whether it still runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  /** Waits for its end, too: until then it writes, and its folder may be deleted next. */
  private void kill() {
    process.destroyForcibly().onExit().join();
  }
}
