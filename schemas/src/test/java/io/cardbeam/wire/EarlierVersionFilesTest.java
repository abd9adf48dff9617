package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Purchase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** With {@code -Dcardbeam.recordSchemas=true} it writes the files again instead. */
class EarlierVersionFilesTest {
  private static final int MAIN_CONTRACTS = 9;
  private static final int OLDER_VERSIONS = 3;

  private final WireCodec codec = new WireCodec();

  @Test
  void areThoseThatTheirVersionsWrite() throws IOException {
    assertThat(EarlierVersionFiles.versions())
        .hasSizeGreaterThanOrEqualTo(MAIN_CONTRACTS * OLDER_VERSIONS);
    for (SchemaHistory.Version version : EarlierVersionFiles.versions()) {
      byte[] bytes = EarlierVersionFiles.bytes(version, today(version));
      if (Boolean.getBoolean("cardbeam.recordSchemas")) {
        Files.write(EarlierVersionFiles.file(version), bytes);
      } else {
        assertThat(Files.readAllBytes(EarlierVersionFiles.file(version)))
            .as(version.name() + ": run mvn -pl schemas clean test -Dcardbeam.recordSchemas=true")
            .isEqualTo(bytes);
      }
    }
  }

  @Test
  void theirRecordsAreReadOffTheWireAsTodays() throws Exception {
    for (SchemaHistory.Version version : EarlierVersionFiles.versions()) {
      assertThat(offTheWire(version))
          .as(version.name())
          .isEqualTo(EarlierVersionFiles.expected(version, today(version)));
    }
  }

  @Test
  void anEarlierRequestIsWidenedRenamedAndGivenItsDefaults() throws Exception {
    GenericRecord then = EarlierVersionFiles.written(version("AuthorizationRequest.1")).get(0);
    assertThat(then.get("amount_minor")).isEqualTo(1_999);
    assertThat(then.get("merchant")).hasToString("Corner Grocer");
    assertThat(then.get("merchant_latitude")).isEqualTo(39.0f);
    assertThat(then.get("terminal_id")).hasToString("gone");
    AuthorizationRequest now =
        (AuthorizationRequest) offTheWire(version("AuthorizationRequest.1")).get(0);
    assertThat(now.getAmountMinor()).isEqualTo(1_999L);
    assertThat(now.getMerchantName()).isEqualTo("Corner Grocer");
    assertThat(now.getMerchantLatitude()).isEqualTo(39.0);
    assertThat(now.getChannel()).isEqualTo(Channel.UNKNOWN);
    assertThat(now.getMerchantCity()).isNull();
  }

  @Test
  void whatAnEnumDoesNotKnowAnyMoreIsReadAsItsDefault() throws Exception {
    assertThat(EarlierVersionFiles.written(version("AuthorizationRequest.2")))
        .extracting(request -> request.get("channel").toString())
        .contains("PHONE");
    assertThat(offTheWire(version("AuthorizationRequest.2")))
        .extracting(request -> ((AuthorizationRequest) request).getChannel())
        .contains(Channel.UNKNOWN, Channel.ONLINE, Channel.CARD_PRESENT);
    assertThat(EarlierVersionFiles.written(version("CardUpdate.2")).get(0).get("kind"))
        .hasToString("RENAMED");
    CardUpdate update = (CardUpdate) offTheWire(version("CardUpdate.2")).get(0);
    assertThat(update.getKind()).isEqualTo(CardUpdateKind.CARDHOLDER_CHANGED);
    assertThat(update.getCardholder().getPostalCode()).isEqualTo("19901");
    assertThat(update.getCardholder().getCountry()).isEqualTo("US");
  }

  @Test
  void anEarlierPurchasesItemsAreReadWithoutWhatIsGone() throws Exception {
    Purchase purchase = (Purchase) offTheWire(version("Purchase.2")).get(0);
    assertThat(purchase.getItems()).hasSize(2);
    assertThat(purchase.getItems().get(0).getUnitPriceMinor()).isEqualTo(1_499L);
    assertThat(((Purchase) offTheWire(version("Purchase.1")).get(0)).getItems()).isEmpty();
  }

  private List<SpecificRecord> offTheWire(SchemaHistory.Version version) throws Exception {
    List<SpecificRecord> read = new ArrayList<>();
    BinaryMessageEncoder<GenericRecord> encoder =
        new BinaryMessageEncoder<>(GenericData.get(), version.schema());
    for (GenericRecord record : EarlierVersionFiles.written(version)) {
      read.add(codec.decode(encoder.encode(record).array()));
    }
    return read;
  }

  private static SchemaHistory.Version version(String name) {
    return SchemaHistory.versions().stream()
        .filter(version -> version.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Schema today(SchemaHistory.Version version) {
    return EventType.ofRecordName(version.schema().getFullName()).orElseThrow().schema();
  }
}
