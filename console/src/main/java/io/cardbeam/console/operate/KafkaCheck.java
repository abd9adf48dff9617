package io.cardbeam.console.operate;

import io.cardbeam.pipeline.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks Kafka for its nodes. */
public final class KafkaCheck implements Health.Check {
  private static final int PATIENCE_MILLIS = 1_500;

  private final Admin admin;

  /** A check of this Kafka, which need not be there yet. */
  public KafkaCheck(KafkaConnection kafka) {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    admin = Admin.create(config);
  }

  @Override
  public void make() throws Exception {
    if (admin.describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).isEmpty()) {
      throw new IllegalStateException("Kafka has no node");
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
