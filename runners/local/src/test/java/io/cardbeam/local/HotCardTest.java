package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.PurchaseItem;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A card with 10,000 purchases in a second, some 8 MB where a sort buffer of Flink's in this
 * process holds 4 MB, and a card with one.
 */
class HotCardTest {
  private static final int PURCHASES = 10_000;
  private static final Instant START = Instant.parse("2025-03-03T12:00:00Z");

  @TempDir private Path folder = Path.of("");

  @Test
  void flinkBuildsTheStarAndTheStatementsOfAHotCardAndOfTheOther() throws IOException {
    Path lake = folder.resolve("lake");
    write(
        lake,
        IntStream.rangeClosed(0, PURCHASES)
            .boxed()
            .flatMap(i -> purchase(i == 0 ? "bystander" : "hot", i))
            .toList());
    JsonNode star = run("warehouse", lake, "star");
    assertThat(star.get("invalid").asInt()).isZero();
    assertThat(star.get("requests").asInt()).isEqualTo(PURCHASES + 1);
    assertThat(star.get("fact_transaction").asInt()).isEqualTo(PURCHASES + 1);
    JsonNode statements =
        run(
            "statements",
            lake,
            "statements",
            "--month=2025-03..2025-04",
            "--complete-until=2025-05-01");
    assertThat(statements.get("purchases").asInt()).isEqualTo(PURCHASES + 1);
  }

  private JsonNode run(String command, Path lake, String output, String... more)
      throws IOException {
    String[] arguments =
        Stream.concat(
                Stream.of(
                    command,
                    "--runner=flink",
                    "--input=" + lake,
                    "--output=" + folder.resolve(output),
                    "--json"),
                Stream.of(more))
            .toArray(String[]::new);
    return new ObjectMapper().readTree(CommandRun.succeeding(arguments));
  }

  private static Stream<Event> purchase(String card, int number) {
    Instant time = START.plusNanos(number % 1_000 * 1_000_000L);
    String id = card + "-" + number;
    long amount = 100L + number % 900;
    List<PurchaseItem> items =
        IntStream.range(0, 10)
            .mapToObj(i -> new PurchaseItem("Item " + i, 1, i == 0 ? amount - 9 : 1))
            .toList();
    return Stream.of(
        Event.of(
            AuthorizationRequest.newBuilder()
                .setRequestId(id)
                .setCardToken(card)
                .setEventTime(time)
                .setAmountMinor(amount)
                .setCurrency("USD")
                .setMerchantId("m-1")
                .setMerchantName("Kiosk")
                .setCategory("misc_net")
                .setChannel(Channel.ONLINE)
                .build()),
        Event.of(
            AuthorizationDecision.newBuilder()
                .setRequestId(id)
                .setCardToken(card)
                .setEventTime(time)
                .setOutcome(Outcome.APPROVED)
                .setFraudProbability(0.001)
                .setReasons(List.of())
                .setPolicyVersion("p")
                .setModelVersion("m")
                .build()),
        Event.of(
            Purchase.newBuilder()
                .setPurchaseId("p-" + id)
                .setAuthorizationId(id)
                .setCardToken(card)
                .setEventTime(time)
                .setEffectiveFrom(PostingCutOff.after(time))
                .setAmountMinor(amount)
                .setCurrency("USD")
                .setMerchantId("m-1")
                .setMerchantName("Kiosk")
                .setCategory("misc_net")
                .setItems(items)
                .build()));
  }

  private static void write(Path lake, List<Event> events) throws IOException {
    Map<String, List<Event>> byFolder =
        events.stream().collect(Collectors.groupingBy(LakeFolder::of));
    for (Map.Entry<String, List<Event>> one : byFolder.entrySet()) {
      Path in = Files.createDirectories(lake.resolve(one.getKey()));
      try (OutputStream out = Files.newOutputStream(in.resolve("part.avro"))) {
        LakeFileWriter.write(one.getValue(), out);
      }
    }
  }
}
