package io.cardbeam.local.cluster;

import io.cardbeam.flink.BrowserGuardFactory;
import io.cardbeam.flink.Ports;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings of the processes. All listen on loopback only. What a JobManager has to remember of its
 * jobs lies in ZooKeeper and in the cluster's folder, as in any cluster of Flink's that survives
 * the loss of one, so a job goes on from its last checkpoint when its JobManager is killed.
 */
final class ClusterSettings {
  static final String FLINK = "flink-conf.yaml";
  static final String ZOOKEEPER = "zoo.cfg";
  static final String LOGGING = "logback.xml";
  static final String JVM_OPTIONS = "jvm-options.txt";

  /**
   * A process that hangs for so long counts as dead, milliseconds; one that is gone is missed after
   * two heartbeats, as its port refuses them.
   */
  private static final int HEARTBEAT_TIMEOUT_MILLIS = 20_000;

  private static final int HEARTBEAT_MILLIS = 1_500;

  /** A JobManager that is gone is missed for so long, milliseconds. */
  private static final int SESSION_TIMEOUT_MILLIS = 6_000;

  private static final String LOGGING_TEMPLATE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration>
        <statusListener class="ch.qos.logback.core.status.NopStatusListener"/>
        <appender name="file" class="ch.qos.logback.core.rolling.RollingFileAppender">
          <file>${log.file}</file>
          <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
            <fileNamePattern>${log.file}.%i</fileNamePattern>
            <minIndex>1</minIndex>
            <maxIndex>3</maxIndex>
          </rollingPolicy>
          <triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy">
            <maxFileSize>20MB</maxFileSize>
          </triggeringPolicy>
          <encoder>
            <pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level [%thread] %logger{36} %msg%n</pattern>
          </encoder>
        </appender>
        <logger name="org.apache.flink.metrics.MetricGroup" level="ERROR"/>
        <logger name="org.apache.beam.sdk.metrics.MetricsEnvironment" level="ERROR"/>
        <logger name="org.apache.kafka" level="WARN"/>
        <root level="INFO">
          <appender-ref ref="file"/>
        </root>
      </configuration>
      """;

  private ClusterSettings() {}

  /** Writes them all. */
  static void write(ClusterFolder folder, ClusterSize size, int restPort, String jvmOptions)
      throws IOException {
    Ports ports = folder.ports();
    int zookeeperPort = ports.port("zookeeper");
    SortedMap<String, String> flink = new TreeMap<>(addresses(ports, restPort));
    flink.putAll(highAvailability(folder, zookeeperPort));
    flink.put("taskmanager.numberOfTaskSlots", Integer.toString(size.slots()));
    flink.put("taskmanager.memory.process.size", size.taskManagerMiB() + "m");
    flink.put("taskmanager.memory.jvm-metaspace.size", "192m");
    flink.put("taskmanager.memory.framework.off-heap.size", "96m");
    flink.put("taskmanager.memory.network.min", "64m");
    flink.put("taskmanager.memory.network.max", "64m");
    flink.put("jobmanager.memory.process.size", "900m");
    flink.put("jobmanager.memory.jvm-metaspace.size", "192m");
    flink.put("heartbeat.interval", Integer.toString(HEARTBEAT_MILLIS));
    flink.put("heartbeat.timeout", Integer.toString(HEARTBEAT_TIMEOUT_MILLIS));
    flink.put("io.tmp.dirs", folder.work("tmp").toString());
    flink.put("web.submit.enable", "false");
    flink.put("web.cancel.enable", "false");
    flink.put("web.access-control-allow-origin", "http://" + Ports.LOOPBACK + ":" + restPort);
    flink.put(BrowserGuardFactory.GUARDED.key(), "true");
    flink.put("state.backend.rocksdb.log.level", "WARN_LEVEL");
    flink.put("classloader.check-leaked-classloader", "false");
    write(folder.conf().resolve(FLINK), flink, ": ");
    write(folder.conf().resolve(ZOOKEEPER), zookeeper(folder, ports, zookeeperPort), "=");
    Files.writeString(folder.conf().resolve(LOGGING), LOGGING_TEMPLATE);
    Files.writeString(folder.conf().resolve(JVM_OPTIONS), jvmOptions);
  }

  private static Map<String, String> addresses(Ports ports, int restPort) throws IOException {
    SortedMap<String, String> p = new TreeMap<>();
    p.put("jobmanager.rpc.address", Ports.LOOPBACK);
    p.put("jobmanager.bind-host", Ports.LOOPBACK);
    p.put("high-availability.jobmanager.port", Integer.toString(ports.port("flink-rpc")));
    p.put("rest.address", Ports.LOOPBACK);
    p.put("rest.bind-address", Ports.LOOPBACK);
    p.put("rest.port", Integer.toString(restPort));
    p.put("rest.bind-port", Integer.toString(restPort));
    p.put("taskmanager.host", Ports.LOOPBACK);
    p.put("taskmanager.bind-host", Ports.LOOPBACK);
    return p;
  }

  private static Map<String, String> highAvailability(ClusterFolder folder, int zookeeperPort) {
    SortedMap<String, String> p = new TreeMap<>();
    p.put("high-availability.type", "zookeeper");
    p.put("high-availability.zookeeper.quorum", Ports.LOOPBACK + ":" + zookeeperPort);
    p.put("high-availability.storageDir", "file://" + folder.work("ha"));
    p.put(
        "high-availability.zookeeper.client.session-timeout",
        Integer.toString(SESSION_TIMEOUT_MILLIS));
    p.put(
        "high-availability.zookeeper.client.connection-timeout",
        Integer.toString(SESSION_TIMEOUT_MILLIS));
    return p;
  }

  private static Map<String, String> zookeeper(ClusterFolder folder, Ports ports, int port)
      throws IOException {
    SortedMap<String, String> p = new TreeMap<>();
    p.put("tickTime", "1000");
    p.put("dataDir", folder.work("zookeeper").toString());
    p.put("clientPort", Integer.toString(port));
    p.put("clientPortAddress", Ports.LOOPBACK);
    p.put("admin.enableServer", "false");
    p.put("autopurge.purgeInterval", "1");
    // Asked for though one server alone has no use for them.
    p.put(
        "server.1",
        Ports.LOOPBACK + ":" + ports.port("zookeeper-peer") + ":" + ports.port("zookeeper-leader"));
    return p;
  }

  private static void write(Path file, Map<String, String> settings, String separator)
      throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      for (var setting : settings.entrySet()) {
        writer.write(setting.getKey() + separator + setting.getValue() + "\n");
      }
    }
  }
}
