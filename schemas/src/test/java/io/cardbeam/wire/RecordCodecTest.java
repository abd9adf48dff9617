package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Payment;
import io.cardbeam.table.ControlTotal;
import io.cardbeam.table.DimAddress;
import io.cardbeam.table.DimCard;
import io.cardbeam.table.DimCustomer;
import io.cardbeam.table.DimDate;
import io.cardbeam.table.FactAuthorization;
import io.cardbeam.table.FactTransaction;
import io.cardbeam.table.StatementRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
  private static final int RECORDS = 5;

  private static List<Schema> schemas() {
    List<Schema> all = new ArrayList<>(WireCodec.currentSchemas());
    all.addAll(
        List.of(
            FactTransaction.getClassSchema(),
            FactAuthorization.getClassSchema(),
            DimCustomer.getClassSchema(),
            DimAddress.getClassSchema(),
            DimCard.getClassSchema(),
            DimDate.getClassSchema(),
            ControlTotal.getClassSchema(),
            StatementRow.getClassSchema()));
    return all;
  }

  @Property(tries = 100)
  void readsAndWritesTheBytesThatAvroDoes(@ForAll int seed) throws IOException {
    for (Schema schema : schemas()) {
      byte[] bytes = random(schema, seed);
      RecordCodec<SpecificRecord> codec = RecordCodec.of(schema);
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(again, null);
      List<SpecificRecord> read = new ArrayList<>();
      while (!decoder.isEnd()) {
        SpecificRecord record = codec.read(decoder);
        read.add(record);
        codec.write(record, encoder);
      }
      encoder.flush();
      assertThat(again.toByteArray()).as(schema.getName()).isEqualTo(bytes);
      assertThat(read).isEqualTo(readByAvro(schema, bytes)).hasSize(RECORDS);
    }
  }

  private static byte[] random(Schema schema, int seed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    GenericDatumWriter<Object> writer = new GenericDatumWriter<>(schema);
    for (Object record : new RandomData(schema, RECORDS, seed)) {
      writer.write(record, encoder);
    }
    encoder.flush();
    return bytes.toByteArray();
  }

  private static List<SpecificRecord> readByAvro(Schema schema, byte[] bytes) throws IOException {
    SpecificDatumReader<SpecificRecord> reader =
        new SpecificDatumReader<>(schema, schema, SpecificData.getForSchema(schema));
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    List<SpecificRecord> read = new ArrayList<>();
    while (!decoder.isEnd()) {
      read.add(reader.read(null, decoder));
    }
    return read;
  }

  @Test
  void aReaderResolvesWhatAnEarlierVersionWrote() throws IOException {
    Schema narrower =
        SchemaBuilder.record("Payment")
            .namespace("io.cardbeam.event")
            .fields()
            .requiredString("payment_id")
            .endRecord();
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : Payment.getClassSchema().getFields()) {
      fields.add(new Schema.Field(field, field.schema()));
    }
    fields.add(new Schema.Field("gone", Schema.create(Schema.Type.STRING), "Dropped since."));
    Schema wider = Schema.createRecord("Payment", "", "io.cardbeam.event", false, fields);
    byte[] bytes = random(wider, 7);
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    RecordReader<Payment> reader = RecordReader.of(wider, Payment.class);
    int read = 0;
    while (!decoder.isEnd()) {
      assertThat(reader.read(decoder).getPaymentId()).isNotNull();
      read++;
    }
    assertThat(read).isEqualTo(RECORDS);
    assertThatThrownBy(
            () ->
                RecordReader.of(narrower, Payment.class)
                    .read(new BoundedDecoder(random(narrower, 7))))
        .isInstanceOf(AvroTypeException.class);
  }

  @Test
  void refusesABranchThatAUnionHasNot() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    encoder.writeIndex(2);
    encoder.writeString("of what?");
    encoder.flush();
    Schema optional = SchemaBuilder.unionOf().nullType().and().stringType().endUnion();
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
    assertThatThrownBy(() -> ValueCodec.of(optional).reader().read(decoder))
        .isInstanceOf(AvroTypeException.class);
  }

  @Test
  void refusesTypesThatNoContractHas() {
    Schema map = SchemaBuilder.map().values().stringType();
    assertThatThrownBy(() -> ValueCodec.of(map)).isInstanceOf(IllegalArgumentException.class);
    Schema three =
        SchemaBuilder.unionOf().nullType().and().stringType().and().longType().endUnion();
    assertThatThrownBy(() -> ValueCodec.of(three)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesARecordThatLacksWhatIsRequired() {
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null);
    assertThatThrownBy(
            () ->
                RecordCodec.of(AuthorizationRequest.class)
                    .write(new AuthorizationRequest(), encoder))
        .isInstanceOf(NullPointerException.class);
  }
}
