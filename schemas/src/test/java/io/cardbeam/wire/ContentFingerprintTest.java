package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What a fingerprint depends on, and what it must never depend on. */
class ContentFingerprintTest {
  /** Of a request: when it was asked, and what a file says of its address. */
  private static final Set<String> NO_CONTENT = Set.of("event_time", "client_country");

  private static final AuthorizationRequest REQUEST =
      new AuthorizationRequest(
          "r-1",
          "aXr5-tK0wq9ZbLm3Vd_7Qg",
          Instant.parse("2026-01-02T03:04:05Z"),
          1_250L,
          "USD",
          "m-1",
          "Corner Grocer",
          "grocery_pos",
          Channel.CARD_PRESENT,
          39.5,
          null,
          "Dover",
          null,
          null,
          null,
          null,
          null);

  /** Decisions on topics and in lakes hold fingerprints: no release may compute another one. */
  @Test
  void isTheNumberThatItHasAlwaysBeen() {
    assertThat(Event.of(REQUEST).fingerprint()).isEqualTo(-4838121258010008598L);
  }

  @Test
  void aRequestAskedAgainAtAnotherTimeIsTheSame() {
    AuthorizationRequest later =
        AuthorizationRequest.newBuilder(REQUEST).setEventTime(Instant.EPOCH).build();
    assertThat(Event.of(later).fingerprint()).isEqualTo(Event.of(REQUEST).fingerprint());
  }

  @Test
  void aRequestWhoseAddressIsFoundInAnotherCountryIsTheSame() {
    AuthorizationRequest located =
        AuthorizationRequest.newBuilder(REQUEST).setClientCountry("AT").build();
    assertThat(Event.of(located).fingerprint()).isEqualTo(Event.of(REQUEST).fingerprint());
  }

  /** Each field that is changed, alone, gives another one, in records within the record too. */
  @Test
  void everyOtherFieldOfEveryKindIsContent() {
    for (EventType type : EventType.values()) {
      Map<Long, String> seen = new HashMap<>();
      seen.put(Event.of(SampleEvents.full(type)).fingerprint(), "as it was");
      for (SampleEvents.Changed changed : SampleEvents.eachFieldChanged(type)) {
        Event event = Event.of(changed.body());
        boolean noContent =
            type == EventType.AUTHORIZATION_REQUEST && NO_CONTENT.contains(changed.path());
        String before = seen.putIfAbsent(event.fingerprint(), changed.path());
        assertThat(before)
            .as(type + " " + changed.path())
            .isEqualTo(noContent ? "as it was" : null);
        assertThat(event.said().equals(Event.of(SampleEvents.full(type)).said()))
            .as("said: " + type + " " + changed.path())
            .isEqualTo(noContent);
      }
    }
  }

  @Test
  void isTheSameWhateverOrderAndNewDefaultsASchemaHas() {
    for (EventType type : EventType.values()) {
      SpecificRecord record = SampleEvents.full(type);
      Schema today = record.getSchema();
      List<Schema.Field> fields = new ArrayList<>();
      fields.add(
          new Schema.Field(
              "added", Schema.create(Schema.Type.LONG), "Added in a later version.", 7L));
      for (int i = today.getFields().size() - 1; i >= 0; i--) {
        fields.add(new Schema.Field(today.getFields().get(i), today.getFields().get(i).schema()));
      }
      Schema later = Schema.createRecord(today.getName(), "", today.getNamespace(), false, fields);
      GenericRecordBuilder moved = new GenericRecordBuilder(later).set("added", 7L);
      today.getFields().forEach(field -> moved.set(field.name(), record.get(field.pos())));
      GenericData.Record same = moved.build();
      assertThat(new ContentFingerprint(later, Set.of()).of(same))
          .isEqualTo(new ContentFingerprint(today, Set.of()).of(record));
      same.put("added", 8L);
      assertThat(new ContentFingerprint(later, Set.of()).of(same))
          .isNotEqualTo(new ContentFingerprint(today, Set.of()).of(record));
    }
  }

  @Test
  void isTheSameUnderTheVersionThatWroteItAndTodays() throws Exception {
    int compared = 0;
    for (SchemaHistory.Version version : EarlierVersionFiles.versions()) {
      Schema today = SpecificData.get().getSchema(REQUEST.getClass());
      if (!version.name().equals("AuthorizationRequest.4")) {
        continue;
      }
      List<SpecificRecord> now = EarlierVersionFiles.expected(version, today);
      List<? extends IndexedRecord> then = EarlierVersionFiles.written(version);
      for (int i = 0; i < now.size(); i++) {
        assertThat(new ContentFingerprint(version.schema(), NO_CONTENT).of(then.get(i)))
            .isEqualTo(Event.of(now.get(i)).fingerprint());
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }
}
