package io.cardbeam.pipeline.format;

import java.io.Serializable;

/** What the values of the records on {@code card-events} and {@code transactions} look like. */
public sealed interface ValueFormat extends Serializable {
  /** Avro's single-object encoding, as Cardbeam writes it itself. */
  ValueFormat AVRO = new Avro();

  /** Reads values of this format. */
  EventDecoder decoder();

  /** Avro's single-object encoding: two marker bytes, the schema's fingerprint, the body. */
  record Avro() implements ValueFormat {
    @Override
    public EventDecoder decoder() {
      return new AvroValues();
    }
  }

  /**
   * Confluent's wire format: a byte 0, the schema's id in the registry, the body.
   *
   * @param registry where the schemas are
   */
  record Confluent(RegistryAddress registry) implements ValueFormat {
    @Override
    public EventDecoder decoder() {
      return new ConfluentValues(new SchemaRegistry(registry));
    }
  }

  /** JSON objects, by the names of the contracts' fields. */
  record Json() implements ValueFormat {
    @Override
    public EventDecoder decoder() {
      return new JsonValues();
    }
  }
}
