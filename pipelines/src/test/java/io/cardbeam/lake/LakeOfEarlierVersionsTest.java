package io.cardbeam.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Outcome;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.EventType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Files that older versions of the contracts wrote are read as today's. */
class LakeOfEarlierVersionsTest {
  private static final Path KEPT = Path.of("../schemas/avro/history/files");
  private static final int LEAST_FILES = 27;

  @Test
  void eachFileIsReadAsTodaysWithTheRightValues() throws Exception {
    List<Path> files = files();
    assertThat(files).hasSizeGreaterThanOrEqualTo(LEAST_FILES);
    for (Path file : files) {
      List<Event> read = read(type(file), Files.newInputStream(file));
      assertThat(read).as(file.toString()).isEqualTo(expected(file)).isNotEmpty();
      for (Event event : read) {
        EventChecks.check(event);
      }
    }
  }

  @Test
  void theValuesAreThese() throws IOException {
    AuthorizationRequest request = first("AuthorizationRequest.1").body(AuthorizationRequest.class);
    assertThat(request.getRequestId()).isEqualTo("r-100");
    assertThat(request.getAmountMinor()).isEqualTo(1_999L);
    assertThat(request.getMerchantName()).isEqualTo("Corner Grocer");
    assertThat(request.getMerchantLatitude()).isEqualTo(39.0);
    CardUpdate update = first("CardUpdate.1").body(CardUpdate.class);
    assertThat(update.getCreditLimitMinor()).isEqualTo(251_000L);
    assertThat(update.getCardholder().getPostalCode()).isEqualTo("19901");
    assertThat(update.getCardholder().getCountry()).isEqualTo("US");
    AuthorizationDecision decision =
        first("AuthorizationDecision.1").body(AuthorizationDecision.class);
    assertThat(decision.getOutcome()).isEqualTo(Outcome.APPROVED);
    assertThat(decision.getFraudProbability()).isEqualTo(0.03125);
    assertThat(decision.getFeatureHash()).isNull();
    FraudAlert alert = first("FraudAlert.1").body(FraudAlert.class);
    assertThat(alert.getFraudProbability()).isEqualTo(0.875);
    assertThat(alert.getLatitude()).isNull();
  }

  /** A stream's archive has one more field than the contract; a file may lack it or have it. */
  @Test
  void thePlaceInTheLogIsReadBesideAnyVersion() throws IOException {
    for (Path file : files()) {
      List<Event> read =
          read(type(file), new ByteArrayInputStream(withPositions(Files.readAllBytes(file))));
      assertThat(read.stream().map(Event::body).toList())
          .isEqualTo(expected(file).stream().map(Event::body).toList());
      for (int i = 0; i < read.size(); i++) {
        assertThat(read.get(i).position()).isEqualTo(1_000L + i);
      }
    }
  }

  private static byte[] withPositions(byte[] file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>())) {
      Schema then = reader.getSchema();
      List<Schema.Field> fields = new ArrayList<>();
      then.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
      fields.add(new Schema.Field(LakeSchema.POSITION, Schema.create(Schema.Type.LONG)));
      Schema inLake =
          Schema.createRecord(then.getName(), then.getDoc(), then.getNamespace(), false, fields);
      try (DataFileWriter<GenericRecord> writer =
          new DataFileWriter<>(new GenericDatumWriter<>(inLake))) {
        writer.create(inLake, bytes);
        long position = 1_000;
        for (GenericRecord record : reader) {
          GenericRecord with = new GenericData.Record(inLake);
          then.getFields().forEach(field -> with.put(field.name(), record.get(field.name())));
          with.put(LakeSchema.POSITION, position++);
          writer.append(with);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static Event first(String name) throws IOException {
    Path file = KEPT.resolve(name + ".avro");
    return read(type(file), Files.newInputStream(file)).get(0);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(KEPT)) {
      return files.filter(file -> file.toString().endsWith(".avro")).sorted().toList();
    }
  }

  private static EventType type(Path file) {
    String record = String.valueOf(file.getFileName()).split("\\.", -1)[0];
    return EventType.ofRecordName("io.cardbeam.event." + record).orElseThrow();
  }

  private static List<Event> read(EventType type, InputStream in) throws IOException {
    List<Event> events = new ArrayList<>();
    try (LakeFileReader reader = new LakeFileReader(type, in)) {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        events.add(next.get());
      }
    }
    return events;
  }

  private static List<Event> expected(Path file) throws IOException {
    Schema today = type(file).schema();
    List<Event> events = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(file.toString().replaceAll("avro$", "jsonl")))) {
      SpecificRecord body =
          new SpecificDatumReader<SpecificRecord>(today, today, SpecificData.getForSchema(today))
              .read(null, DecoderFactory.get().jsonDecoder(today, line));
      events.add(Event.of(body));
    }
    return events;
  }
}
