package io.cardbeam.bench.fuzz;

import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Records on Kafka, as the stream decodes and checks them. */
final class RecordTarget implements Target {
  private static final List<EventType> TYPES = List.of(EventType.values());
  private static final List<Topic> TOPICS = List.of(Topic.values());
  private static final int ONE_IN_HEADER = 4;
  private static final int HEADER_BYTES = 10;

  private final WireCodec codec = new WireCodec();

  /** The first byte is the topic, the rest the record. */
  @Override
  public FuzzInput input(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EventType type = TYPES.get(random.nextInt(TYPES.size()));
    byte[] sound = codec.encode(new RandomRecords(random).of(type.schema()));
    Mutator mutator = new Mutator(random);
    // Damage to the header is seen at once; most of it goes where it is not.
    int from = random.nextInt(ONE_IN_HEADER) == 0 ? 0 : HEADER_BYTES;
    byte[] damaged = mutator.damage(sound, from, sound.length);
    byte[] input =
        ByteBuffer.allocate(1 + damaged.length)
            .put((byte) TOPICS.indexOf(type.topic()))
            .put(damaged)
            .array();
    return new FuzzInput(input, type.schema().getName() + ": " + mutator.told());
  }

  @Override
  public Taken run(byte[] input) throws Exception {
    Topic topic = TOPICS.get(input[0]);
    byte[] value = ByteBuffer.allocate(input.length - 1).put(input, 1, input.length - 1).array();
    Event event;
    try {
      event = codec.decodeEvent(value, topic, 0);
    } catch (UnreadableRecordException refused) {
      return new Taken(0, 1);
    }
    requireUnchanged(event);
    return new Taken(1, 0);
  }

  private void requireUnchanged(Event event) throws Exception {
    Event again = codec.decodeEvent(codec.encode(event.body()), event.type().topic(), 0);
    BrokenLawException.require(again.equals(event), "written to Kafka again it is another event");
    BrokenLawException.require(
        coded(event).equals(event), "between two steps it becomes another event");
    LaterSteps.require(List.of(event));
  }

  private static Event coded(Event event) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EventCoder.of().encode(event, bytes);
    return EventCoder.of().decode(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
