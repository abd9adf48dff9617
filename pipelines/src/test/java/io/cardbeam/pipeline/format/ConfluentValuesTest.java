package io.cardbeam.pipeline.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import io.cardbeam.wire.WriterSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfluentValuesTest {
  private static final String NAMESPACE = "com.example.acquirer";
  private RegistryStandIn registry;
  private EventDecoder decoder;

  @BeforeEach
  void start() throws IOException {
    registry = new RegistryStandIn();
    decoder = new ValueFormat.Confluent(registry.address()).decoder();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void readsEveryKindOfEventUnderOurOwnSchemas() throws Exception {
    List<Event> events = GeneratedCards.of(3, 2, 40);
    List<EventType> types = List.of(EventType.values());
    for (Event event : events) {
      int id = 100 + types.indexOf(event.type());
      registry.register(id, event.type().schema());
      byte[] single = new WireCodec().encode(event.body());
      byte[] body = Arrays.copyOfRange(single, 10, single.length);
      assertThat(decoder.decode(framed(id, body), event.type().topic(), 0)).isEqualTo(event);
    }
    assertThat(registry.asked.get())
        .as("a schema is asked for once")
        .isEqualTo((int) events.stream().map(Event::type).distinct().count());
  }

  @Test
  void resolvesAnotherNamespaceOrderAndSetOfFieldsByAvrosRules() throws Exception {
    registry.register(7, foreign());
    Event event = decoder.decode(framed(7, body(foreignRecord(foreign()))), Topic.CARD_EVENTS, 5);
    AuthorizationRequest request = event.body(AuthorizationRequest.class);
    assertThat(event.position()).isEqualTo(5);
    assertThat(request.getMerchantName()).isEqualTo("Corner Shop");
    assertThat(request.getAmountMinor()).isEqualTo(1_400);
    assertThat(request.getChannel()).isEqualTo(Channel.ONLINE);
    assertThat(request.getMerchantCity()).isNull();
  }

  @Test
  void readsTypesThatASchemaRefersToAndValuesThatAreJson() throws Exception {
    Schema channel = channel();
    registry.register(
        "/schemas/ids/8",
        Map.of(
            "schema",
            foreign()
                .toString()
                .replaceFirst("\\{\"type\":\"enum\"[^}]*}", "\"" + channel.getFullName() + "\""),
            "references",
            List.of(Map.of("name", channel.getFullName(), "subject", "chan/nel", "version", 3))));
    registry.register("/subjects/chan/nel/versions/3", Map.of("schema", channel.toString()));
    Event event = decoder.decode(framed(8, body(foreignRecord(foreign()))), Topic.CARD_EVENTS, 0);
    assertThat(event.body(AuthorizationRequest.class).getChannel()).isEqualTo(Channel.ONLINE);

    registry.register("/schemas/ids/9", Map.of("schema", "{}", "schemaType", "JSON"));
    String json = JsonValuesTest.json(event.body());
    assertThat(decoder.decode(framed(9, json.getBytes(UTF_8)), Topic.CARD_EVENTS, 0))
        .isEqualTo(event);
  }

  @Test
  void whatCantBeReadSaysWhy() throws Exception {
    registry.register(
        20, SchemaBuilder.record("Login").fields().requiredString("user").endRecord());
    registry.register(21, Schema.create(Schema.Type.STRING));
    registry.register("/schemas/ids/22", Map.of("schema", "syntax", "schemaType", "PROTOBUF"));
    registry.register("/schemas/ids/23", Map.of("schema", "no schema"));
    registry.register(24, EventType.PAYMENT.schema());
    assertThat(refused(framed(19, new byte[1]))).isEqualTo("UNKNOWN_SCHEMA");
    assertThat(refused(framed(20, new byte[1]))).isEqualTo("UNKNOWN_RECORD");
    assertThat(refused(framed(21, new byte[1]))).isEqualTo("UNKNOWN_RECORD");
    assertThat(refused(framed(22, new byte[1]))).isEqualTo("OTHER_FORMAT");
    assertThat(refused(framed(23, new byte[1]))).isEqualTo("UNKNOWN_SCHEMA");
    assertThat(refused(framed(24, new byte[1]))).isEqualTo("TRUNCATED");
    assertThat(refused(new byte[] {1, 2})).isEqualTo("NO_HEADER");
    assertThat(refused(new byte[0])).isEqualTo("NO_HEADER");
    Event event = GeneratedCards.of(3, 1, 1).get(0);
    assertThat(refused(new WireCodec().encode(event.body()))).isEqualTo("OTHER_FORMAT");
    assertThat(refused(" {\"a\": 1}".getBytes(UTF_8))).isEqualTo("OTHER_FORMAT");
  }

  @Test
  void readsUnderASchemaWithADefaultThatIsNone() throws Exception {
    String schema =
        foreign()
            .toString()
            .replaceFirst(
                "\\{\"name\":\"currency\",\"type\":\"string\"}",
                "{\"name\":\"currency\",\"type\":\"string\",\"default\":null}");
    assertThat(schema).contains("default");
    registry.register("/schemas/ids/7", Map.of("schema", schema));
    byte[] value = framed(7, body(foreignRecord(foreign())));
    assertThat(decoder.decode(value, Topic.CARD_EVENTS, 0).id()).isEqualTo("k4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"string\", \"string\"]",
        "[[\"string\"]]",
        "{\"type\": \"fixed\", \"name\": \"F\", \"size\": -1}",
        "{\"type\": \"string\"}, \"order\": \"sideways\"",
        // Two types of a name that is one of ours.
        "[{\"type\": \"fixed\", \"name\": \"a.Channel\", \"size\": 1},"
            + " {\"type\": \"fixed\", \"name\": \"b.Channel\", \"size\": 1}]",
      })
  void aSchemaThatAvroRefusesIsADeadLetter(String type) {
    registry.register(
        "/schemas/ids/30",
        Map.of(
            "schema",
            "{\"type\": \"record\", \"name\": \"AuthorizationRequest\", \"fields\": ["
                + "{\"name\": \"request_id\", \"type\": "
                + type
                + "}]}"));
    assertThat(refused(framed(30, new byte[1]))).isEqualTo("UNKNOWN_SCHEMA");
  }

  static Stream<Arguments> schemasBeyondALimit() {
    String[] wide = new String[WriterSchema.MAX_TYPES];
    Arrays.setAll(wide, i -> "{\"name\": \"f%d\", \"type\": \"int\"}".formatted(i));
    int deep = WriterSchema.MAX_DEPTH;
    // A record of 20 levels, each of which uses the one below twice: a million types.
    StringBuilder twice = new StringBuilder("\"int\"");
    for (int i = 0; i < 20; i++) {
      twice
          .insert(
              0,
              "{\"type\": \"record\", \"name\": \"R"
                  + i
                  + "\", \"fields\": [{\"name\": \"a\", \"type\": ")
          .append("}, {\"name\": \"b\", \"type\": ")
          .append(i == 0 ? "\"int\"" : "\"R" + (i - 1) + "\"")
          .append("}]}");
    }
    return Stream.of(
        Arguments.of(
            "{\"type\": \"record\", \"name\": \"A\", \"fields\": [" + String.join(",", wide) + "]}",
            "more than 4096 types"),
        Arguments.of(twice.toString(), "more than 4096 types"),
        Arguments.of(
            "{\"type\": \"array\", \"items\": ".repeat(deep + 1) + "\"int\"" + "}".repeat(deep + 1),
            "nested more than 64 deep"),
        Arguments.of(
            "{\"type\": \"record\", \"name\": \"A\", \"fields\": [{\"name\": \"a\", \"type\":"
                + " [\"null\", \"A\"]}]}",
            "holds itself: A"),
        Arguments.of(
            "{\"type\": \"string\", \"doc\": \"" + "x".repeat(WriterSchema.MAX_CHARS) + "\"}",
            "longer than 1048576 characters"));
  }

  @ParameterizedTest
  @MethodSource("schemasBeyondALimit")
  void aSchemaBeyondALimitOfFilesIsADeadLetterToo(String type, String reason) {
    registry.register(
        "/schemas/ids/30",
        Map.of(
            "schema",
            "{\"type\": \"record\", \"name\": \"AuthorizationRequest\", \"fields\": ["
                + "{\"name\": \"request_id\", \"type\": "
                + type
                + "}]}"));
    registry.register(
        "/schemas/ids/31",
        Map.of(
            "schema",
            "\"string\"",
            "references",
            List.of(Map.of("name", "A", "subject", "a", "version", 1))));
    registry.register("/subjects/a/versions/1", Map.of("schema", type));
    for (int id : new int[] {30, 31}) {
      UnreadableRecordException refused =
          catchThrowableOfType(
              UnreadableRecordException.class,
              () -> decoder.decode(framed(id, new byte[1]), Topic.CARD_EVENTS, 0));
      assertThat(refused.code()).isEqualTo("UNKNOWN_SCHEMA");
      assertThat(refused).hasMessageContaining(reason);
    }
  }

  @Test
  void aRegistryThatIsAwayForAMomentCostsNoRecord() throws Exception {
    registry.register(7, foreign());
    registry.failuresToCome.set(2);
    byte[] value = framed(7, body(foreignRecord(foreign())));
    assertThat(decoder.decode(value, Topic.CARD_EVENTS, 0).id()).isEqualTo("k4");
    assertThat(registry.asked.get()).isEqualTo(3);
  }

  @Test
  void aRegistryThatRefusesOrIsGoneFailsTheStepAndMakesNoDeadLetter() {
    String url = registry.address().url();
    EventDecoder nobody = new ValueFormat.Confluent(RegistryAddress.of(url, "")).decoder();
    assertThatThrownBy(() -> nobody.decode(framed(7, new byte[1]), Topic.CARD_EVENTS, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("basic.auth.user.info");
    registry.close();
    assertThatThrownBy(() -> decoder.decode(framed(7, new byte[1]), Topic.CARD_EVENTS, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(url)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>Not Found</html>", "{\"error_code\":404,\"message\":\"HTTP 404\"}"})
  void anotherServersNotFoundIsAWrongAddressAndMakesNoDeadLetter(String body) {
    registry.notFound = body;
    assertThatThrownBy(() -> decoder.decode(framed(7, new byte[1]), Topic.CARD_EVENTS, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(registry.address().url())
        .hasMessageContaining("--schema-registry")
        .hasMessageNotContaining("secret");
    assertThat(registry.asked.get()).isEqualTo(1);
  }

  private String refused(byte[] value) {
    return catchThrowableOfType(
            UnreadableRecordException.class, () -> decoder.decode(value, Topic.CARD_EVENTS, 0))
        .code();
  }

  private static Schema channel() {
    return SchemaBuilder.enumeration("Channel")
        .namespace(NAMESPACE)
        .symbols("ONLINE", "CARD_PRESENT", "UNKNOWN");
  }

  /**
   * An acquirer's own schema: other order, an alias, an int for a long, fields that are not ours.
   */
  private static Schema foreign() {
    Schema time = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    return SchemaBuilder.record("AuthorizationRequest")
        .namespace(NAMESPACE)
        .fields()
        .requiredString("terminal")
        .name("channel")
        .type(channel())
        .noDefault()
        .requiredString("card_token")
        .requiredInt("amount_minor")
        .requiredString("currency")
        .requiredString("merchant")
        .requiredString("merchant_id")
        .requiredString("category")
        .requiredString("request_id")
        .name("event_time")
        .type(time)
        .noDefault()
        .endRecord();
  }

  private static GenericRecord foreignRecord(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("terminal", "t-1");
    record.put("channel", new GenericData.EnumSymbol(channel(), "ONLINE"));
    record.put("card_token", "K4nul_13xxxxxxxxxxxxxx");
    record.put("amount_minor", 1_400);
    record.put("currency", "USD");
    record.put("merchant", "Corner Shop");
    record.put("merchant_id", "m-1");
    record.put("category", "grocery_pos");
    record.put("request_id", "k4");
    record.put("event_time", 1_790_000_000_000L);
    return record;
  }

  private static byte[] body(GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static byte[] framed(int id, byte[] body) {
    return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(id).put(body).array();
  }
}
