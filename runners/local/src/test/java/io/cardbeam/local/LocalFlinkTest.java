package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.flink.FlinkJob;
import io.cardbeam.flink.LocalFlink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A small pipeline that counts per key, on the real servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalFlinkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String JOB = "trial";

  private DataFolder data;
  private EmbeddedKafka kafka;
  private LocalFlink flink;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = DataFolder.open(folder.resolve("a folder with blanks"));
    kafka = EmbeddedKafka.start(data.part("kafka"), data.ports());
    flink = LocalFlink.start(data.part("flink"), 2);
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "")) {
      topics.create();
    }
  }

  @AfterAll
  void stop() throws Exception {
    flink.close();
    kafka.close();
    data.close();
  }

  @Test
  void goesOnCountingAfterAStopWithSavepointAndEndsAtADrain() throws Exception {
    FlinkJob first = submit(JOB, "card-events");
    first.awaitRunning(PATIENCE);
    send("card-events", List.of("a", "b", "a", "a"));
    assertThat(lastCounts("activity", 4)).isEqualTo(Map.of("a", 3L, "b", 1L));
    String savepoint = first.stopWithSavepoint();
    assertThat(flink.jobFolder(JOB).newestState()).contains(savepoint);

    send("card-events", List.of("b", "c"));
    FlinkJob second = submit(JOB, "card-events");
    second.awaitRunning(PATIENCE);
    send("card-events", List.of("a"));
    assertThat(lastCounts("activity", 7)).isEqualTo(Map.of("a", 4L, "b", 2L, "c", 1L));
    assertThat(second.failure()).isEmpty();
    second.drain();
    flink.jobFolder(JOB).forget();
    assertThat(flink.jobFolder(JOB).newestState()).isEmpty();
    assertThat(lastCounts("activity", 7)).as("nothing twice").containsEntry("a", 4L);
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    assertThat(ListeningSockets.ofThisProcess())
        .isNotEmpty()
        .allSatisfy(address -> assertThat(address.isLoopbackAddress()).as("%s", address).isTrue());
  }

  @Test
  void answersNobodyByHttp() throws Exception {
    FlinkJob job = submit("asked", "card-events");
    job.awaitRunning(PATIENCE);
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    for (int port : ListeningSockets.portsOfThisProcess()) {
      for (String path : List.of("/jobs/overview", "/jobs/" + job.id() + "/yarn-cancel")) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        assertThatThrownBy(() -> http.send(request, BodyHandlers.ofString()))
            .as("port %s is none of a web server", port)
            .isInstanceOf(IOException.class);
      }
    }
    assertThat(job.isRunning()).isTrue();
    job.cancel();
  }

  @Test
  void namesTheRootOfAFailureInOneLine() throws Exception {
    FlinkJob job = submit("failing", "rules");
    job.awaitRunning(PATIENCE);
    send("rules", List.of(CountPerKey.POISON));
    assertThatThrownBy(() -> job.awaitEnd(PATIENCE))
        .hasMessageContaining("poison was sent")
        .message()
        .hasLineCount(1);
  }

  private FlinkJob submit(String name, String topic) throws Exception {
    PipelineOptions options = PipelineOptionsFactory.create();
    flink.configure(options, name);
    Pipeline pipeline = Pipeline.create(options);
    CountPerKey.assemble(pipeline, kafka.bootstrapServers(), topic, "activity");
    return flink.submit(pipeline);
  }

  private void send(String topic, List<String> keys) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String key : keys) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), new byte[] {1})).get();
      }
    }
  }

  /** Highest count of each key once there are this many records; all that came by then. */
  private Map<String, Long> lastCounts(String topic, int records) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(topic)
          .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
      consumer.assign(partitions);
      Map<String, Long> counts = new TreeMap<>();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      int seen = 0;
      while (seen < records && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(200))) {
          seen++;
          counts.merge(
              new String(r.key(), UTF_8), Long.valueOf(new String(r.value(), UTF_8)), Math::max);
        }
      }
      assertThat(seen).isEqualTo(records);
      return counts;
    }
  }
}
