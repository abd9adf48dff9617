package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.ReconcileCommand;
import io.cardbeam.command.StatementsCommand;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.TransferKind;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages every field of the transfers in a lake's ledger, and takes transfers away, adds some and
 * doubles some: all is found and named, but for copies, since a stream writes at least once.
 */
class ReconcileLedgerTest {
  private static final String TABLE = "ledger_transfer of the archive: all";
  private static final Instant LONG_AGO = Instant.parse("2025-03-10T10:00:00Z");

  /** After all that happens in the sample. */
  private static final Instant LAST = Instant.parse("2025-08-30T10:00:00Z");

  /** Two damages are two lines at most, and five are printed. */
  private static final int AT_ONCE = 4;

  @TempDir private static Path folder;
  private static Path lake;
  private static Path withoutLedger;
  private static LedgerFiles ledger;
  private static Map<String, LedgerTransfer> transfers;

  @BeforeAll
  static void make() throws IOException {
    lake = folder.resolve("lake");
    withoutLedger = folder.resolve("without");
    FileUtils.copyDirectory(StarOfSample.SAMPLES.resolve("lake").toFile(), lake.toFile());
    String card = aCard();
    addPurchase("stray-old", card, LONG_AGO);
    addPurchase("stray-last", card, LAST);
    FileUtils.copyDirectory(lake.toFile(), withoutLedger.toFile());
    ledger = LedgerFiles.of(lake);
    transfers = ledger.transfers();
    assertThat(transfers).hasSizeGreaterThan(100);
  }

  private static String aCard() throws IOException {
    return LedgerFiles.of(copyOf("first")).transfers().values().iterator().next().getCardToken();
  }

  private static Path copyOf(String name) throws IOException {
    FileUtils.copyDirectory(lake.toFile(), folder.resolve(name).toFile());
    return folder.resolve(name);
  }

  /** On a request that is nowhere. */
  private static void addPurchase(String id, String card, Instant time) throws IOException {
    Event purchase =
        Event.of(
            new Purchase(
                id,
                "nowhere",
                card,
                time,
                time.plusSeconds(86_400),
                2500L,
                "USD",
                "m-stray",
                "Stray Merchant",
                "grocery_pos",
                null,
                null,
                null,
                null,
                List.of()));
    Path place = lake.resolve(LakeFolder.of(purchase));
    Files.createDirectories(place);
    try (OutputStream out = Files.newOutputStream(place.resolve(id + ".avro"))) {
      LakeFileWriter.write(List.of(purchase), out);
    }
  }

  @AfterEach
  void restore() throws IOException {
    ledger.restore();
  }

  @Test
  void aWholeLedgerIsFoundWholeHoweverOftenATransferLiesInIt() throws IOException {
    Path file = ledger.fileOf(transfers.keySet().iterator().next());
    Path copy = Files.copy(file, file.resolveSibling("copy.avro"));
    try {
      StarOfSample.Answer answer = reconcile(lake, "--ledger");
      assertThat(answer.exit()).as(answer.out() + answer.err()).isZero();
      assertThat(answer.out())
          .contains("ok      %s %,d are".formatted(TABLE, transfers.size()))
          .contains("ok      unread_transfer of the archive: all 0")
          .contains("a stream writes each at least once")
          .contains("the same");
    } finally {
      Files.delete(copy);
    }
  }

  @Test
  void aChangedFieldIsFoundAndTheTransferNamed() throws IOException {
    Map<String, String> fieldOf = new LinkedHashMap<>();
    for (Schema.Field field : LedgerTransfer.getClassSchema().getFields()) {
      String id =
          transfers.values().stream()
              .filter(it -> !fieldOf.containsKey(it.getTransferId()))
              .filter(it -> it.get(field.pos()) != null && !it.get(field.pos()).equals(""))
              .findFirst()
              .orElseThrow()
              .getTransferId();
      fieldOf.put(id, field.name());
    }
    assertThat(fieldOf).hasSize(LedgerTransfer.getClassSchema().getFields().size());
    List<String> ids = new ArrayList<>(fieldOf.keySet());
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<String> round = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
      for (String id : round) {
        ledger.replace(
            id, one -> List.of(DamagedTransfer.changed(one.get(0), fieldOf.getOrDefault(id, ""))));
      }
      StarOfSample.Answer answer = reconcile(lake, "--ledger");
      assertThat(answer.exit()).isEqualTo(1);
      assertThat(answer.out()).contains("FAILED  " + TABLE);
      for (String id : round) {
        assertThat(named(answer, id)).as(fieldOf.get(id)).contains(fieldOf.get(id));
      }
      ledger.restore();
    }
  }

  private static String named(StarOfSample.Answer answer, String transferId) {
    return answer
        .out()
        .lines()
        .filter(line -> line.contains("transfer_id " + transferId))
        .findFirst()
        .orElseThrow(() -> new AssertionError(transferId + " is not named in " + answer.out()));
  }

  @Test
  void whatIsMissingAddedOrThereWithTwoContentsIsFound() throws Exception {
    List<String> ids = List.copyOf(transfers.keySet());
    String missing = ids.get(3);
    String beside = ids.get(11);
    String doubled = ids.get(20);
    ledger.replace(missing, one -> List.of());
    ledger.replace(beside, one -> List.of(one.get(0), DamagedTransfer.foreign(one.get(0))));
    ledger.replace(
        doubled, one -> List.of(one.get(0), DamagedTransfer.changed(one.get(0), "event_time")));
    StarOfSample.Answer answer = reconcile(lake, "--ledger");
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out()).contains("FAILED  " + TABLE, ": 3 not so");
    assertThat(named(answer, missing)).contains("missing: ", "card_token ");
    assertThat(
            named(
                answer,
                DamagedTransfer.foreign(Objects.requireNonNull(transfers.get(beside)))
                    .getTransferId()))
        .contains("not expected: ");
    assertThat(named(answer, doubled)).contains("not expected: ");
    JsonNode account = new ObjectMapper().readTree(reconcile(lake, "--ledger", "--json").out());
    assertThat(account.path("that_differ").asLong()).isEqualTo(3);
    JsonNode compared = account.path("compared").get(0);
    assertThat(compared.path("table").asText()).isEqualTo("ledger_transfer of the archive");
    assertThat(compared.path("differ").asLong()).isEqualTo(3);
    assertThat(compared.path("examples").size()).isEqualTo(3);
  }

  @Test
  void whatCantBeReadIsNamedByItsFile() throws IOException {
    List<String> ids = List.copyOf(transfers.keySet());
    ledger.replace(
        ids.get(5),
        one ->
            List.of(
                one.get(0),
                LedgerTransfer.newBuilder(DamagedTransfer.foreign(one.get(0)))
                    .setAmountMinor(-1)
                    .build()));
    Path invalid = ledger.fileOf(ids.get(5));
    Path file = ledger.fileOf(ids.get(30));
    assertThat(file).isNotEqualTo(invalid);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    StarOfSample.Answer answer = reconcile(lake, "--ledger");
    assertThat(answer.exit()).as(answer.out() + answer.err()).isEqualTo(1);
    assertThat(answer.out())
        .contains("FAILED  unread_transfer of the archive: all 2 are")
        .contains("not expected: file " + file)
        .contains("not expected: file " + invalid)
        .contains("FAILED  " + TABLE);
  }

  /** As long as its purchase may wait a stream has not made it. */
  @Test
  void aTransferMayBeMissingOnlyWhileItsPurchaseWaits() throws IOException {
    ledger.replace(stray("stray-last"), one -> List.of());
    StarOfSample.Answer waits = reconcile(lake, "--ledger");
    assertThat(waits.exit()).as(waits.out() + waits.err()).isZero();
    assertThat(waits.out()).contains("the archive's ledger: 1 not there yet");

    ledger.restore();
    ledger.replace(
        stray("stray-last"), one -> List.of(DamagedTransfer.changed(one.get(0), "amount_minor")));
    ledger.replace(stray("stray-old"), one -> List.of());
    StarOfSample.Answer differs = reconcile(lake, "--ledger");
    assertThat(differs.exit()).isEqualTo(1);
    assertThat(named(differs, stray("stray-last")))
        .contains("amount_minor expected 2500, found 2501");
    assertThat(named(differs, stray("stray-old"))).contains("missing: ");
  }

  private static String stray(String purchaseId) {
    return transfers.values().stream()
        .filter(it -> it.getKind() == TransferKind.PURCHASE && it.getEventId().equals(purchaseId))
        .findFirst()
        .orElseThrow()
        .getTransferId();
  }

  @Test
  void aLakeWithoutALedgerDiffersOnlyIfOneIsAskedFor() throws IOException {
    assertThat(
            StarOfSample.run(
                    new StatementsCommand(),
                    arguments(
                        withoutLedger,
                        "--output=" + folder.resolve("bills"),
                        "--complete-until=2025-09-01"))
                .exit())
        .isZero();
    StarOfSample.Answer older = reconcile(withoutLedger, "--statements=" + folder.resolve("bills"));
    assertThat(older.exit()).as(older.out() + older.err()).isZero();
    assertThat(older.out())
        .contains("the archive's ledger: it has none; with --ledger that is a difference")
        .doesNotContain(TABLE);

    StarOfSample.Answer asked = reconcile(withoutLedger, "--ledger");
    assertThat(asked.exit()).isEqualTo(1);
    assertThat(asked.out()).contains("FAILED  " + TABLE + " 0 are", "missing: transfer_id ");
  }

  @Test
  void filesOfRowsHaveNoLedger() {
    StarOfSample.Answer answer =
        reconcile(StarOfSample.SAMPLES.resolve("kaggle-2000.csv"), "--ledger");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("is no lake, and has no ledger").doesNotContain("Exception");
  }

  private static StarOfSample.Answer reconcile(Path of, String... more) {
    return StarOfSample.run(new ReconcileCommand(), arguments(of, more));
  }

  private static List<String> arguments(Path of, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--runner=direct",
                "--input=" + of,
                "--month=2025-03..2025-08",
                "--token-key=" + StarOfSample.TOKEN_KEY));
    all.addAll(List.of(more));
    return all;
  }
}
