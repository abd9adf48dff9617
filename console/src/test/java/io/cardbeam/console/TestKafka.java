package io.cardbeam.console;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real Kafka of one node with Cardbeam's topics, for one test class. */
public final class TestKafka implements AutoCloseable {
  private static final int PARTITIONS = 2;

  private final KafkaRaftServer server;
  private final KafkaConnection connection;

  private TestKafka(KafkaRaftServer server, KafkaConnection connection) {
    this.server = server;
    this.connection = connection;
  }

  public static TestKafka start(Path folder) throws Exception {
    Properties settings = settings(folder, freePort(), freePort());
    format(folder, settings);
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    server.startup();
    TestKafka kafka =
        new TestKafka(
            server,
            new KafkaConnection(
                settings.getProperty("advertised.listeners").replace("PLAINTEXT://", ""),
                "test-",
                Map.of()));
    kafka.createTopics();
    return kafka;
  }

  private static Properties settings(Path folder, int port, int controllerPort) {
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.setProperty(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.setProperty("log.dirs", folder.resolve("log").toString());
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    return settings;
  }

  public KafkaConnection connection() {
    return connection;
  }

  private void createTopics() throws Exception {
    List<NewTopic> topics =
        Arrays.stream(Topic.values())
            .map(topic -> new NewTopic(connection.name(topic), PARTITIONS, (short) 1))
            .toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", connection.bootstrapServers()))) {
      admin.createTopics(topics).all().get(1, TimeUnit.MINUTES);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void format(Path folder, Properties settings) throws IOException {
    Path file = folder.resolve("kafka.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String cluster = Uuid.randomUuid().toString();
    int exitCode =
        StorageTool.execute(
            new String[] {"format", "-c", file.toString(), "-t", cluster}, new PrintStream(said));
    if (exitCode != 0) {
      throw new IOException(said.toString(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
