package io.cardbeam.local.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.flink.FlinkCluster;
import io.cardbeam.flink.FlinkJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A cluster as it is seen from outside.
 *
 * @param address HOST:PORT of its REST port; empty where there never was a cluster
 * @param members its processes
 * @param jobs that have not ended
 * @param running whether its guard runs
 */
record ClusterTable(Optional<String> address, List<Row> members, List<Job> jobs, boolean running) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "-";

  /** A process; without one the member does not run. */
  record Row(String name, Optional<ProcessHandle> process) {}

  /** A job. */
  record Job(String name, String id, String status, Optional<FlinkJob.Checkpoints> checkpoints) {}

  static ClusterTable of(LocalCluster cluster) throws IOException {
    ClusterFolder folder = cluster.folder();
    if (!folder.isDescribed()) {
      return new ClusterTable(Optional.empty(), List.of(), List.of(), false);
    }
    List<Row> members = new ArrayList<>();
    for (String name : Members.names(folder.size())) {
      members.add(new Row(name, folder.process(name)));
    }
    boolean running = cluster.isRunning();
    return new ClusterTable(
        Optional.of(folder.address()),
        members,
        running ? jobs(folder.address()) : List.of(),
        running);
  }

  private static List<Job> jobs(String address) throws IOException {
    List<Job> jobs = new ArrayList<>();
    try (FlinkCluster flink = FlinkCluster.at(address)) {
      if (flink.overviewIfUp().isEmpty()) {
        return jobs;
      }
      for (FlinkJob job : flink.unfinished()) {
        jobs.add(
            new Job(
                job.name(),
                job.id(),
                job.status().name().toLowerCase(Locale.ROOT),
                job.checkpoints()));
      }
    }
    return jobs;
  }

  /** Whether every process of it runs. */
  boolean isWhole() {
    return running && members.stream().allMatch(row -> row.process().isPresent());
  }

  void print(PrintWriter out, boolean json) {
    if (json) {
      out.println(toJson());
    } else {
      printText(out);
    }
    out.flush();
  }

  private void printText(PrintWriter out) {
    if (address.isEmpty() || !running) {
      out.println("  no cluster runs here; ./cardbeam cluster start starts one");
      return;
    }
    out.printf(Locale.ROOT, "  %-16s %8s  %s%n", "process", "id", "since");
    for (Row row : members) {
      out.printf(
          Locale.ROOT,
          "  %-16s %8s  %s%n",
          row.name(),
          row.process().map(p -> Long.toString(p.pid())).orElse(NONE),
          row.process().flatMap(ClusterTable::since).map(Instant::toString).orElse(NONE));
    }
    for (Job job : jobs) {
      out.printf(
          Locale.ROOT,
          "  job %s (%s) is %s; %s%n",
          job.name(),
          job.id(),
          job.status(),
          job.checkpoints().map(ClusterTable::told).orElse("it keeps no state"));
    }
    if (jobs.isEmpty()) {
      out.println("  no job runs on it");
    }
  }

  private static String told(FlinkJob.Checkpoints checkpoints) {
    return String.format(
        Locale.ROOT,
        "%,d checkpoints, %,d failed, the last at %s with %,d bytes",
        checkpoints.completed(),
        checkpoints.failed(),
        checkpoints.last().map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(NONE),
        checkpoints.stateBytes());
  }

  private static Optional<Instant> since(ProcessHandle process) {
    return process.info().startInstant().map(at -> at.truncatedTo(ChronoUnit.SECONDS));
  }

  private String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("running", running);
    address.ifPresent(a -> root.put("address", a));
    ArrayNode processes = root.putArray("processes");
    for (Row row : members) {
      ObjectNode node = processes.addObject().put("name", row.name());
      row.process().ifPresent(p -> node.put("pid", p.pid()));
      row.process()
          .flatMap(ClusterTable::since)
          .ifPresent(since -> node.put("since", since.toString()));
    }
    ArrayNode all = root.putArray("jobs");
    for (Job job : jobs) {
      ObjectNode node =
          all.addObject().put("name", job.name()).put("id", job.id()).put("status", job.status());
      job.checkpoints()
          .ifPresent(
              c -> {
                node.put("checkpoints", c.completed());
                node.put("failed_checkpoints", c.failed());
                node.put("state_bytes", c.stateBytes());
                c.last().ifPresent(at -> node.put("last_checkpoint", at.toString()));
              });
    }
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can always be written", e);
    }
  }
}
