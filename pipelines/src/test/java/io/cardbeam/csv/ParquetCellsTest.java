package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetCellsTest {
  private static String cell(String type, Object value) {
    MessageType message =
        MessageTypeParser.parseMessageType("message row { required " + type + " a; }");
    GenericRecord row = new GenericData.Record(new AvroSchemaConverter().convert(message));
    row.put("a", value);
    List<String> cells = new ParquetCells(message).of(row);
    assertThat(cells).hasSize(1);
    return cells.get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "12.5,12.5",
    "0.1,0.1",
    "-84.4748,-84.4748",
    "5,5",
    "16777215,16777215",
    // From here on a float is also what the numbers beside it became.
    "16777216,1.6777216E7",
    "-16777216,-1.6777216E7",
    "33000000,3.3E7",
    "NaN,''",
  })
  void aWholeFloatIsWrittenOutAsFarAsItIsExact(float value, String text) {
    assertThat(cell("float", value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "12.5,12.5",
    "0.1,0.1",
    "16777217,16777217",
    "9007199254740991,9007199254740991",
    "9007199254740992,9.007199254740992E15",
    "9990002610177304,9.990002610177304E15",
    "NaN,''",
    "Infinity,''",
  })
  void aWholeDoubleIsWrittenOutAsFarAsItIsExact(double value, String text) {
    assertThat(cell("double", value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"float", "double"})
  void aCardNumberThatATypeCanNotHoldIsRefusedAsRounded(String type) {
    Object value = type.equals("float") ? (Object) 9.9900027E15f : (Object) 9990002610177304.0;
    assertThatExceptionOfType(BadRowException.class)
        .isThrownBy(() -> Forms.usual().cardNumber(cell(type, value), "cc_num"))
        .satisfies(e -> assertThat(e.code()).isEqualTo("CARD_ROUNDED"));
  }
}
