package io.cardbeam.bench.fuzz;

import io.cardbeam.lake.DamagedAvroFileException;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeReader;
import io.cardbeam.lake.LakeRules;
import io.cardbeam.pipeline.rule.RuleDecoder;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.avro.Schema;

/** Files of a lake, of every event and of rules and lists, as all readers of lakes read them. */
final class LakeFileTarget implements Target {
  private static final List<EventType> TYPES = List.of(EventType.values());
  private static final int KINDS = TYPES.size() + LakeRules.SCHEMAS.size();
  private static final int MOST_RECORDS = 60;
  private static final int ONE_ANYWHERE = 3;

  /** The first byte is the kind of the file, the rest the file. */
  @Override
  public FuzzInput input(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int kind = random.nextInt(KINDS);
    byte[] sound = sound(kind, 1 + random.nextInt(MOST_RECORDS), new RandomRecords(random));
    AvroFileDamage damage = new AvroFileDamage(random);
    byte[] damaged =
        random.nextInt(ONE_ANYWHERE) == 0 ? damage.anywhere(sound) : damage.within(sound);
    byte[] input = ByteBuffer.allocate(1 + damaged.length).put((byte) kind).put(damaged).array();
    return new FuzzInput(input, schema(kind).getName() + ": " + damage.told());
  }

  private static Schema schema(int kind) {
    return kind < TYPES.size()
        ? TYPES.get(kind).schema()
        : LakeRules.SCHEMAS.get(kind - TYPES.size());
  }

  private static byte[] sound(int kind, int records, RandomRecords from) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      if (kind < TYPES.size()) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < records; i++) {
          events.add(Event.of(from.of(schema(kind))));
        }
        LakeFileWriter.write(events, file);
      } else {
        List<RuleRecord> rules = new ArrayList<>();
        for (int i = 0; i < records; i++) {
          rules.add(RuleRecord.of(from.of(schema(kind))));
        }
        LakeRules.write(rules, file);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can't be written", impossible);
    }
    return file.toByteArray();
  }

  @Override
  public Taken run(byte[] input) throws Exception {
    int kind = input[0];
    List<Event> taken = new ArrayList<>();
    try (InputStream in = new ByteArrayInputStream(input, 1, input.length - 1)) {
      Taken of =
          kind < TYPES.size()
              ? read(
                  () -> new LakeFileReader(TYPES.get(kind), in), event -> checkEvent(event, taken))
              : read(() -> new LakeRules.Reader(schema(kind), in), RuleDecoder::checkStored);
      LaterSteps.require(taken);
      return of;
    }
  }

  private interface Opener<T> {
    LakeReader<T> open() throws IOException;
  }

  private interface Check<T> {
    void check(T record) throws Exception;
  }

  private static <T> Taken read(Opener<T> opener, Check<T> check) throws Exception {
    long events = 0;
    long deadLetters = 0;
    try (LakeReader<T> reader = opener.open()) {
      for (Optional<T> next = reader.next(); next.isPresent(); next = reader.next()) {
        try {
          check.check(next.get());
          events++;
        } catch (UnreadableRecordException refused) {
          deadLetters++;
        }
      }
    } catch (DamagedAvroFileException damaged) {
      deadLetters++;
    }
    return new Taken(events, deadLetters);
  }

  private static void checkEvent(Event event, List<Event> taken) throws UnreadableRecordException {
    EventChecks.check(event);
    taken.add(event);
  }
}
