package io.cardbeam.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cardbeam.event.Payment;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.DeflateCodec;
import org.apache.avro.file.ZstandardCodec;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AvroFileTest {
  private static final String PAYMENT = Payment.getClassSchema().toString();
  private static final byte[] SYNC = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ONE = payment(1);

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "snappy", "zstandard", "bzip2"})
  void readsEachCodecOfAvrosOwnWriter(String codec) throws IOException {
    List<Payment> payments = IntStream.range(0, 5_000).mapToObj(AvroFileTest::made).toList();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataFileWriter<Payment> writer =
        new DataFileWriter<>(
            new SpecificDatumWriter<>(
                Payment.getClassSchema(), SpecificData.getForClass(Payment.class)))) {
      writer.setCodec(CodecFactory.fromString(codec));
      writer.create(Payment.getClassSchema(), file);
      for (Payment payment : payments) {
        writer.append(payment);
      }
    }
    assertThat(read(file.toByteArray()).stream().map(e -> e.body(Payment.class)))
        .isEqualTo(payments);
  }

  static Stream<Arguments> headers() {
    String deep = "{\"type\":\"array\",\"items\":".repeat(100) + "\"int\"" + "}".repeat(100);
    String itself =
        "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":\"A\"}]}";
    return Stream.of(
        Arguments.of("no file", new byte[0], "the file ends in the middle of it"),
        Arguments.of("another format", "PAR1....".getBytes(StandardCharsets.US_ASCII), "no Avro"),
        Arguments.of("no schema", header("null"), "it has no schema"),
        Arguments.of("a codec of tomorrow", header("lz9", PAYMENT), "null, deflate, snappy"),
        Arguments.of(
            "text that is no schema", header("null", "{\"type\":"), "its schema can't be used"),
        Arguments.of("a deep schema", header("null", deep), "nested more than 64 deep"),
        Arguments.of("a schema that holds itself", header("null", itself), "holds itself: A"),
        Arguments.of("many fields", header("null", withFields(4_096)), "more than 4096 types"),
        Arguments.of("few types, each twice in the next", header("null", doubled(40)), "4096"),
        Arguments.of("a million letters", header("null", " ".repeat(1 << 20)), "longer than"),
        Arguments.of("a length below 0", bytes("Obj\1", 1, -5), "longer than 1048576 bytes"),
        Arguments.of("a length beyond all", bytes("Obj\1", 1, Long.MAX_VALUE), "longer than"),
        Arguments.of("entries without end", bytes("Obj\1", Long.MAX_VALUE), "ends in the middle"),
        Arguments.of("a count below all", bytes("Obj\1", Long.MIN_VALUE, 1), "entries"),
        Arguments.of(
            "a number of eleven bytes",
            bytes("Obj\1" + "\u00ff".repeat(11)),
            "more than ten bytes"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void whatIsWrongWithAHeaderIsSaid(String what, byte[] file, String reason) {
    assertThatExceptionOfType(DamagedAvroFileException.class)
        .isThrownBy(() -> read(file))
        .withMessageStartingWith("its header is damaged: ")
        .withMessageContaining(reason);
  }

  static Stream<Arguments> blocks() {
    int most = AvroFile.MAX_BLOCK_BYTES;
    return Stream.of(
        Arguments.of("below 0 records", block(-1, ONE.length, ONE), "it has -1 records"),
        Arguments.of("a size below 0", block(1, -1, ONE), "-1 bytes is not from 0"),
        Arguments.of("a size above all", block(1, Long.MAX_VALUE, ONE), "is not from 0 to"),
        Arguments.of("a size above the limit", block(1, most + 1, ONE), "is not from 0 to"),
        Arguments.of("a size beyond the end", block(1, most, ONE), "ends in the middle of it"),
        Arguments.of("a size too small", block(1, ONE.length - 1, ONE), "sync marker"),
        Arguments.of("more records than bytes", block(1L << 40, ONE.length, ONE), "can't have"),
        Arguments.of("bytes and no records", block(0, ONE.length, ONE), "no records"),
        Arguments.of("no second record", block(2, ONE.length, ONE), "record 2 of block 2"),
        Arguments.of("a second record", block(1, 2L * ONE.length, twice(ONE)), "left over"),
        Arguments.of("no sync marker", bytes("", 1, ONE.length, ONE, new byte[16]), "sync marker"),
        Arguments.of("half a sync marker", bytes("", 1, ONE.length, ONE, new byte[8]), "ends in"),
        Arguments.of("half a number", new byte[] {(byte) 0x80}, "ends in the middle of it"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void whatCameBeforeADamagedBlockIsRead(String what, byte[] block, String reason)
      throws IOException {
    byte[] file = joined(header("null", PAYMENT), block(1, ONE.length, ONE), block);
    try (LakeFileReader reader = open(file)) {
      assertThat(reader.next()).isPresent();
      assertThatExceptionOfType(DamagedAvroFileException.class)
          .isThrownBy(() -> drain(reader))
          .withMessageContaining("block 2")
          .withMessageContaining("byte")
          .withMessageContaining(reason);
    }
  }

  @Test
  void aBlockThatUnpacksWithoutEndTakesNoMoreMemoryThanABlockMay() throws IOException {
    ByteBuffer zeros = ByteBuffer.wrap(new byte[AvroFile.MAX_BLOCK_BYTES + 1]);
    for (var codec : List.of(new DeflateCodec(9), new ZstandardCodec(3, false, false))) {
      ByteBuffer packed = codec.compress(zeros.duplicate());
      byte[] stored = new byte[packed.remaining()];
      packed.get(stored);
      byte[] file = joined(header(codec.getName(), PAYMENT), block(1, stored.length, stored));
      assertThatExceptionOfType(DamagedAvroFileException.class)
          .isThrownBy(() -> read(file))
          .withMessageContaining("more than 16777216 bytes when it is unpacked");
    }
    byte[] snappy = bytes("", 0, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0}, ONE);
    assertThatExceptionOfType(DamagedAvroFileException.class)
        .isThrownBy(() -> read(joined(header("snappy", PAYMENT), block(1, snappy.length, snappy))));
  }

  /** Each takes no byte, so that only their count stands against time. */
  @Test
  void valuesThatTakeNoBytesAreAtMostAsManyAsTheBlockHasBytes() {
    String schema =
        PAYMENT.replaceFirst(
            "\"fields\":\\[",
            "\"fields\":[{\"name\":\"nothing\",\"type\":{\"type\":\"array\",\"items\":\"null\"}},");
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int i = 0; i < 1_000; i++) {
      records.writeBytes(bytes("", 1_000L * ONE.length, 0, ONE));
    }
    byte[] file =
        joined(header("null", schema), block(1_000, records.size(), records.toByteArray()));
    assertThatExceptionOfType(DamagedAvroFileException.class)
        .isThrownBy(() -> read(file))
        .withMessageContaining("more values than bytes");
  }

  @Test
  void aFileThatIsCutAnywhereGivesWhatIsWholeAndSaysSo() throws IOException {
    byte[] whole =
        joined(
            header("null", PAYMENT),
            block(1, ONE.length, ONE),
            block(2, 2L * ONE.length, twice(ONE)));
    assertThat(read(whole)).hasSize(3);
    int header = header("null", PAYMENT).length;
    int first = header + block(1, ONE.length, ONE).length;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length == header || length == first) {
        assertThat(read(cut)).hasSize(length == header ? 0 : 1);
      } else {
        assertThatExceptionOfType(DamagedAvroFileException.class)
            .as("cut at %d", length)
            .isThrownBy(() -> read(cut));
      }
    }
  }

  @Test
  void whatTheDiscSaysIsNoDamage() {
    InputStream broken = new BrokenInputStream(() -> new IOException("the disc is gone"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new LakeFileReader(EventType.PAYMENT, broken))
        .withMessage("the disc is gone")
        .isNotInstanceOf(DamagedAvroFileException.class);
  }

  private static LakeFileReader open(byte[] file) throws IOException {
    return new LakeFileReader(EventType.PAYMENT, new ByteArrayInputStream(file));
  }

  private static List<Event> read(byte[] file) throws IOException {
    try (LakeFileReader reader = open(file)) {
      return drain(reader);
    }
  }

  private static List<Event> drain(LakeFileReader reader) throws IOException {
    List<Event> events = new ArrayList<>();
    for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
      events.add(next.get());
    }
    return events;
  }

  private static Payment made(int number) {
    Instant time = Instant.EPOCH.plus(Duration.ofHours(number));
    return new Payment("p" + number, "card", time, time, 100L + number, "USD", "ACH");
  }

  private static byte[] payment(int number) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder to = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<GenericRecord>(
              Payment.getClassSchema(), SpecificData.getForClass(Payment.class))
          .write(made(number), to);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static String withFields(int fields) {
    String one = "{\"name\":\"f%d\",\"type\":\"int\"}";
    return "{\"type\":\"record\",\"name\":\"A\",\"fields\":["
        + String.join(",", IntStream.range(0, fields).mapToObj(one::formatted).toList())
        + "]}";
  }

  /** A record that holds two that hold two, and so on: 2^n values of no bytes. */
  private static String doubled(int depth) {
    StringBuilder schema = new StringBuilder("[\"null\"");
    for (int i = 0; i < depth; i++) {
      String inner = i == 0 ? "\"null\"" : "\"R" + (i - 1) + "\"";
      schema.append(
          ",{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":%s},{\"name\":\"b\",\"type\":%s}]}"
              .formatted(i, inner, inner));
    }
    return schema.append(']').toString();
  }

  private static byte[] header(String codec, String... schema) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(bytes("Obj\1", 1 + schema.length));
    header.writeBytes(bytes("", "avro.codec".length()));
    header.writeBytes(bytes("avro.codec", codec.length()));
    header.writeBytes(bytes(codec));
    for (String text : schema) {
      header.writeBytes(bytes("", "avro.schema".length()));
      header.writeBytes(bytes("avro.schema", text.getBytes(StandardCharsets.UTF_8).length));
      header.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
    header.writeBytes(bytes("", 0));
    header.writeBytes(SYNC);
    return header.toByteArray();
  }

  private static byte[] block(long count, long size, byte[] content) {
    return bytes("", count, size, content, SYNC);
  }

  private static byte[] twice(byte[] bytes) {
    return joined(bytes, bytes);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Latin-1 text, then numbers as Avro writes them and bytes as they are. */
  private static byte[] bytes(String text, Object... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    BinaryEncoder to = EncoderFactory.get().directBinaryEncoder(all, null);
    try {
      for (Object part : parts) {
        if (part instanceof byte[] raw) {
          all.writeBytes(raw);
        } else {
          to.writeLong(((Number) part).longValue());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return all.toByteArray();
  }
}
