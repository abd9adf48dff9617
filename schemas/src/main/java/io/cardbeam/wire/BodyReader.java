package io.cardbeam.wire;

import io.cardbeam.text.CardNumberMask;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads bodies that were written under one schema, whatever header goes before them, as today's
 * class. A body takes no memory beyond what its bytes can hold, whatever lengths are in it.
 */
public final class BodyReader {
  private final String name;
  private final RecordReader<SpecificRecord> records;

  /**
   * @param writer schema that the bodies were written under
   * @param reader today's schema of the record
   */
  public BodyReader(Schema writer, Schema reader) {
    this.name = reader.getName();
    this.records = RecordReader.of(writer, reader);
  }

  /**
   * The record whose body begins there and goes on to the end.
   *
   * @throws UnreadableRecordException if the bytes end early, go on after the record or are none
   */
  public SpecificRecord read(byte[] bytes, int from) throws UnreadableRecordException {
    BoundedDecoder decoder = new BoundedDecoder(bytes, from);
    SpecificRecord body;
    try {
      body = records.read(decoder);
    } catch (EOFException e) {
      throw new UnreadableRecordException(
          "TRUNCATED", name + " ends early, after " + bytes.length + " bytes: " + reason(e));
    } catch (IOException | RuntimeException e) {
      throw new UnreadableRecordException("BAD_BYTES", name + " can't be read: " + reason(e));
    }
    if (!decoder.isEnd()) {
      throw new UnreadableRecordException("TRAILING_BYTES", name + " is followed by more bytes");
    }
    return body;
  }

  private static String reason(Exception e) {
    return CardNumberMask.mask(String.valueOf(e.getMessage()));
  }
}
