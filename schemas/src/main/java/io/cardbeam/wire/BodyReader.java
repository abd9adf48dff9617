package io.cardbeam.wire;

import io.cardbeam.text.CardNumberMask;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads bodies that were written under one schema, whatever header goes before them, as today's
 * class: by its codec where the schema is today's, else by Avro's own resolution.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class BodyReader {
  private final String name;
  private final Form form;
  private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

  /**
   * @param writer schema that the bodies were written under
   * @param reader today's schema of the record
   */
  public BodyReader(Schema writer, Schema reader) {
    this.name = reader.getName();
    this.form = form(writer, reader);
  }

  private interface Form {
    SpecificRecord read(Decoder from) throws IOException;
  }

  private static Form form(Schema writer, Schema reader) {
    if (SchemaNormalization.parsingFingerprint64(writer)
        == SchemaNormalization.parsingFingerprint64(reader)) {
      return RecordCodec.of(reader)::read;
    }
    DatumReader<SpecificRecord> resolving =
        new SpecificDatumReader<>(writer, reader, SpecificData.getForSchema(reader));
    return from -> resolving.read(null, from);
  }

  /**
   * The record whose body begins there and goes on to the end.
   *
   * @throws UnreadableRecordException if the bytes end early, go on after the record or are none
   */
  public SpecificRecord read(byte[] bytes, int from) throws UnreadableRecordException {
    try {
      decoder = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, decoder);
      SpecificRecord body = form.read(decoder);
      if (!decoder.isEnd()) {
        throw new UnreadableRecordException("TRAILING_BYTES", name + " is followed by more bytes");
      }
      return body;
    } catch (EOFException e) {
      throw new UnreadableRecordException(
          "TRUNCATED", name + " ends early, after " + bytes.length + " bytes");
    } catch (OutOfMemoryError e) {
      // Avro's resolution makes room for what a length says before it looks for the bytes.
      throw new UnreadableRecordException(
          "BAD_BYTES", name + " has a text or a list of a length beyond all memory");
    } catch (IOException | RuntimeException e) {
      throw new UnreadableRecordException(
          "BAD_BYTES",
          name + " can't be read: " + CardNumberMask.mask(String.valueOf(e.getMessage())));
    }
  }
}
