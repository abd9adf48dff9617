package io.cardbeam.local;

import io.cardbeam.flink.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka node, broker and controller in one (KRaft), in this process, on loopback only. Formats
 * its folder at the first start and finds its topics, records and consumer offsets there at later
 * ones.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final String LISTENER = "PLAINTEXT://" + Ports.LOOPBACK + ":";
  private static final String CONTROLLER = "CONTROLLER://" + Ports.LOOPBACK + ":";
  private static final String FOREVER = Long.toString(Long.MAX_VALUE);

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a node on this folder.
   *
   * @throws IOException if the folder can't be used
   */
  public static EmbeddedKafka start(Path folder, Ports ports) throws IOException {
    Files.createDirectories(folder);
    int port = ports.port("kafka");
    Properties settings = settings(folder.resolve("log"), port, ports.port("kafka-controller"));
    format(folder, settings);
    Exit.setHaltProcedure((code, message) -> halt(folder, code));
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    server.startup();
    return new EmbeddedKafka(server, Ports.LOOPBACK + ":" + port);
  }

  /** Kafka ends the whole process, without a word, when it can't write its log any more. */
  private static void halt(Path folder, int code) {
    String why;
    try {
      FreeSpace space = new FreeSpace(folder);
      why = space.isLow() ? space.words() : "Kafka can't write in " + folder + " any more";
    } catch (IOException e) {
      why = "Kafka can't write in " + folder + " any more: " + e.getMessage();
    }
    System.err.println("cardbeam: " + why);
    Runtime.getRuntime().halt(code == 0 ? 1 : code);
  }

  /** {@code host:port} for clients. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  private static Properties settings(Path logFolder, int port, int controllerPort) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("controller.quorum.voters", "1@" + Ports.LOOPBACK + ":" + controllerPort);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("listeners", LISTENER + port + "," + CONTROLLER + controllerPort);
    p.setProperty("advertised.listeners", LISTENER + port);
    p.setProperty("log.dirs", logFolder.toString());
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("delete.topic.enable", "true");
    keepEverything(p);
    keepItSmall(p);
    return p;
  }

  /**
   * A record's timestamp is its event time, which may be 1970 or 2019: no record is too old or too
   * new, none is deleted for its age, and segments end by size alone (by age, each week of event
   * time would get a segment of its own).
   */
  private static void keepEverything(Properties p) {
    p.setProperty("log.retention.ms", "-1");
    p.setProperty("log.retention.bytes", "-1");
    p.setProperty("log.message.timestamp.type", "CreateTime");
    p.setProperty("log.message.timestamp.before.max.ms", FOREVER);
    p.setProperty("log.message.timestamp.after.max.ms", FOREVER);
    p.setProperty("log.roll.ms", FOREVER);
    p.setProperty("log.segment.bytes", Integer.toString(256 << 20));
    p.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
  }

  /** One node for one user: few threads, small buffers, one replica, groups form at once. */
  private static void keepItSmall(Properties p) {
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    p.setProperty("offsets.topic.num.partitions", "1");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    p.setProperty("transaction.state.log.num.partitions", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
  }

  private static void format(Path folder, Properties settings) throws IOException {
    if (Files.exists(Path.of(settings.getProperty("log.dirs"), "meta.properties"))) {
      return;
    }
    Path file = folder.resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, "Embedded Kafka, as it was formatted");
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exitCode =
        StorageTool.execute(
            new String[] {
              "format", "--config", file.toString(), "--cluster-id", Uuid.randomUuid().toString()
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (exitCode != 0) {
      throw new IOException(
          "Kafka can't format " + folder + ": " + said.toString(StandardCharsets.UTF_8).strip());
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
