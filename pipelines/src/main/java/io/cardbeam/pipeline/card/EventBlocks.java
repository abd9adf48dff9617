package io.cardbeam.pipeline.card;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Gathers events into blocks, each of one card's: their bytes in a row. An element costs a pipeline
 * more to carry and to group, with its key, window and timestamp, than the event in it. Holds
 * events of {@value #MOST_BYTES} bytes at most, what a card's block itself takes counted in, and in
 * the worst case twice that in memory.
 *
 * <p>Not safe for use by several threads at once. Blocks are for the steps of one bounded run, and
 * never stored: they bear no schema, unlike what {@code EventCoder} writes, so no other build could
 * read them.
 */
public final class EventBlocks {
  /** From this size on a block is full, bytes. */
  static final int FULL_BYTES = 64 << 10;

  /** When all blocks together are larger they are given out, bytes. */
  static final int MOST_BYTES = 32 << 20;

  /** What a card takes besides its events, about, bytes. */
  private static final int CARD_BYTES = 128;

  private static final List<EventType> TYPES = List.of(EventType.values());
  private static final Map<EventType, Integer> CODES = new EnumMap<>(EventType.class);

  static {
    for (EventType type : TYPES) {
      CODES.put(type, CODES.size());
    }
  }

  private final Map<String, ByteArrayOutputStream> blocks = new HashMap<>();
  private final ByteArrayOutputStream one = new ByteArrayOutputStream();
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(one, null);
  private final long mostBytes;
  private long bytes;

  public EventBlocks() {
    this(MOST_BYTES);
  }

  /**
   * @param mostBytes when all blocks together are larger they are given out
   */
  EventBlocks(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Takes blocks. */
  public interface Receiver {
    /** A block of a card's events. */
    void block(String cardToken, byte[] events);
  }

  /** Adds an event; what is full with it is given out. */
  public void add(Event event, Receiver receiver) {
    String card = event.cardToken();
    ByteArrayOutputStream block = blocks.get(card);
    if (block == null) {
      block = new ByteArrayOutputStream();
      blocks.put(card, block);
      bytes += CARD_BYTES;
    }
    int before = block.size();
    encode(event, block);
    bytes += block.size() - before;
    if (block.size() >= FULL_BYTES) {
      receiver.block(card, block.toByteArray());
      bytes -= block.size() + CARD_BYTES;
      blocks.remove(card);
    } else if (bytes >= mostBytes) {
      flush(receiver);
    }
  }

  /** Gives out all that is held. */
  public void flush(Receiver receiver) {
    blocks.forEach((card, block) -> receiver.block(card, block.toByteArray()));
    blocks.clear();
    bytes = 0;
  }

  private void encode(Event event, ByteArrayOutputStream block) {
    try {
      write(event, encoder);
      encoder.flush();
      one.writeTo(block);
      one.reset();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
  }

  /** These events as one block. */
  static byte[] of(Iterable<Event> events) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    BinaryEncoder to = EncoderFactory.get().binaryEncoder(block, null);
    try {
      for (Event event : events) {
        write(event, to);
      }
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
    return block.toByteArray();
  }

  private static void write(Event event, BinaryEncoder to) throws IOException {
    to.writeInt(CODES.getOrDefault(event.type(), -1));
    to.writeLong(event.position());
    event.type().codec().write(event.body(), to);
  }

  /** Reads the events of a block. */
  public static void read(byte[] block, Consumer<Event> to) {
    BinaryDecoder from = DecoderFactory.get().binaryDecoder(block, null);
    try {
      while (!from.isEnd()) {
        EventType type = TYPES.get(from.readInt());
        long position = from.readLong();
        to.accept(new Event(type, position, type.codec().read(from)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a block that was written can't be read", e);
    }
  }
}
