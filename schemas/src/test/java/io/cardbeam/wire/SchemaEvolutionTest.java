package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Each kind of change that would keep old records from being read, and the line that tells it. */
class SchemaEvolutionTest {
  private static final String THEN =
      """
      {"type": "record", "name": "Shipment", "fields": [
        {"name": "weight", "type": "int"},
        {"name": "carrier", "type": "string"},
        {"name": "way", "type": {"type": "enum", "name": "Way", "symbols": ["ROAD", "RAIL"]}},
        {"name": "height", "type": ["null", "long"]},
        {"name": "boxes", "type": {"type": "array", "items":
          {"type": "record", "name": "Box", "fields": [{"name": "colour", "type": "string"}]}}}]}
      """;

  @Test
  void takesWhatAvroCanResolve() {
    assertChange("\"int\"", "\"long\"").isEmpty();
    assertChange("\"int\"", "[\"null\", \"double\"]").isEmpty();
    assertChange("\"carrier\"", "\"haulier\", \"aliases\": [\"carrier\"]").isEmpty();
    assertChange("\"RAIL\"", "\"RAIL\", \"SEA\"").isEmpty();
    assertChange("[\"ROAD\", \"RAIL\"]", "[\"ROAD\"], \"default\": \"ROAD\"").isEmpty();
    assertChange(
            "{\"name\": \"weight\"",
            "{\"name\": \"id\", \"type\": \"int\", \"default\": 0}, {\"name\": \"weight\"")
        .isEmpty();
  }

  @Test
  void namesAFieldThatWasAddedWithoutADefault() {
    assertChange(
            "{\"name\": \"weight\"", "{\"name\": \"id\", \"type\": \"int\"}, {\"name\": \"weight\"")
        .containsExactly(
            "Shipment, field id: Shipment.7 does not have it, and it has no default. Give it a"
                + " default, or, if it was renamed, its old name among its aliases");
  }

  @Test
  void namesAFieldWhoseTypeWasChanged() {
    assertChange("\"int\"", "\"string\"")
        .containsExactly(
            "Shipment, field weight: Shipment.7 may write int, which can't be read as string. Keep the"
                + " old type, widen it (int to long to double, T to null or T), or add a field of"
                + " another name");
  }

  @Test
  void namesAFieldThatMayNotBeEmptyAnyMore() {
    assertChange("[\"null\", \"long\"]", "\"long\"")
        .containsExactly(
            "Shipment, field height: Shipment.7 may write null, which can't be read as long. Keep the"
                + " old type, widen it (int to long to double, T to null or T), or add a field of"
                + " another name");
  }

  @Test
  void namesAFieldWhoseUnionLacksWhatWasWritten() {
    assertChange("[\"null\", \"long\"]", "[\"null\", \"string\"]")
        .containsExactly(
            "Shipment, field height: Shipment.7 may write long, for which null or string has no"
                + " branch. Take that type in again");
  }

  @Test
  void namesAFieldWhoseEnumLostASymbolAndHasNoDefault() {
    assertChange("\"ROAD\", \"RAIL\"", "\"ROAD\"")
        .containsExactly(
            "Shipment, field way: Shipment.7 may write RAIL, which Way lacks. Put it back, or give"
                + " the enum a default to read it as");
  }

  @Test
  void namesAFieldWhoseTypeHasAnotherName() {
    assertChange("\"name\": \"Box\"", "\"name\": \"Crate\"")
        .containsExactly(
            "Shipment, field boxes: Shipment.7 calls its type Box. Give Crate that name among its"
                + " aliases");
  }

  @Test
  void namesBothEndsOfARenameWithoutAnAlias() {
    assertChange("\"carrier\"", "\"haulier\"")
        .containsExactly(
            "Shipment, field haulier: Shipment.7 does not have it, and it has no default. Give it a"
                + " default, or, if it was renamed, its old name among its aliases",
            "Shipment, field carrier: today's schema has no such field. If it was renamed, give the"
                + " field that it is now the alias carrier; if it is gone for good, add the line"
                + " Shipment.carrier to schemas/avro/history/dropped");
  }

  @Test
  void namesAFieldWithinARecordThatAvroWouldLoseInSilence() {
    assertChange(
            "\"colour\", \"type\": \"string\"", "\"hue\", \"type\": \"string\", \"default\": \"\"")
        .containsExactly(
            "Shipment, field boxes.colour: today's schema has no such field. If it was renamed, give"
                + " the field that it is now the alias colour; if it is gone for good, add the line"
                + " Box.colour to schemas/avro/history/dropped");
  }

  @Test
  void takesAFieldThatIsSaidToBeGone() {
    Schema today = parse(THEN.replace("{\"name\": \"carrier\", \"type\": \"string\"},", ""));
    assertThat(new SchemaEvolution(Set.of("Shipment.carrier")).problems(today, version()))
        .isEmpty();
    assertThat(new SchemaEvolution(Set.of()).problems(today, version())).hasSize(1);
  }

  private static org.assertj.core.api.ListAssert<String> assertChange(String from, String to) {
    assertThat(THEN).containsOnlyOnce(from);
    return assertThat(
        new SchemaEvolution(Set.of()).problems(parse(THEN.replace(from, to)), version()));
  }

  private static SchemaHistory.Version version() {
    return SchemaHistory.Version.of("Shipment.7.avsc", parse(THEN));
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }
}
