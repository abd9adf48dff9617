package io.cardbeam.bench.fuzz;

import io.cardbeam.event.AddressCount;
import io.cardbeam.lake.DamagedAvroFileException;
import io.cardbeam.lake.LakeAddressCounts;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeReader;
import io.cardbeam.lake.LakeRules;
import io.cardbeam.pipeline.rule.RuleDecoder;
import io.cardbeam.wire.AddressCountChecks;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Files of a lake, of whatever a lake has, as all readers of lakes read them. */
final class LakeFileTarget implements Target {
  private static final List<Content<?>> CONTENTS = contents();
  private static final int MOST_RECORDS = 60;
  private static final int ONE_ANYWHERE = 3;

  private interface Writer<T> {
    void write(List<T> records, OutputStream out) throws IOException;
  }

  private interface Opener<T> {
    LakeReader<T> open(InputStream in) throws IOException;
  }

  private interface Check<T> {
    void check(T record) throws UnreadableRecordException;
  }

  /** What files of one record are, and how they are written and read. */
  private record Content<T>(
      Schema schema,
      Function<SpecificRecord, T> made,
      Writer<T> writer,
      Opener<T> opener,
      Check<T> check) {

    byte[] sound(int records, RandomRecords from) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      try {
        writer.write(
            Stream.generate(() -> made.apply(from.of(schema))).limit(records).toList(), file);
      } catch (IOException impossible) {
        throw new IllegalStateException("memory can't be written", impossible);
      }
      return file.toByteArray();
    }

    Taken read(InputStream in, List<Event> events) throws IOException {
      long taken = 0;
      long deadLetters = 0;
      try (LakeReader<T> reader = opener.open(in)) {
        for (Optional<T> next = reader.next(); next.isPresent(); next = reader.next()) {
          try {
            check.check(next.get());
            taken++;
            if (next.get() instanceof Event event) {
              events.add(event);
            }
          } catch (UnreadableRecordException refused) {
            deadLetters++;
          }
        }
      } catch (DamagedAvroFileException damaged) {
        deadLetters++;
      }
      return new Taken(taken, deadLetters);
    }
  }

  private static List<Content<?>> contents() {
    List<Content<?>> contents = new ArrayList<>();
    for (EventType type : EventType.values()) {
      contents.add(
          new Content<>(
              type.schema(),
              Event::of,
              LakeFileWriter::write,
              in -> new LakeFileReader(type, in),
              EventChecks::check));
    }
    for (Schema schema : LakeRules.SCHEMAS) {
      contents.add(
          new Content<>(
              schema,
              RuleRecord::of,
              LakeRules::write,
              in -> new LakeRules.Reader(schema, in),
              RuleDecoder::checkStored));
    }
    contents.add(
        new Content<>(
            AddressCount.getClassSchema(),
            AddressCount.class::cast,
            LakeAddressCounts::write,
            LakeAddressCounts::reader,
            AddressCountChecks::check));
    return List.copyOf(contents);
  }

  /** The first byte says of what the file is, the rest is the file. */
  @Override
  public FuzzInput input(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int kind = random.nextInt(CONTENTS.size());
    Content<?> content = CONTENTS.get(kind);
    byte[] sound = content.sound(1 + random.nextInt(MOST_RECORDS), new RandomRecords(random));
    AvroFileDamage damage = new AvroFileDamage(random);
    byte[] damaged =
        random.nextInt(ONE_ANYWHERE) == 0 ? damage.anywhere(sound) : damage.within(sound);
    byte[] input = ByteBuffer.allocate(1 + damaged.length).put((byte) kind).put(damaged).array();
    return new FuzzInput(input, content.schema().getName() + ": " + damage.told());
  }

  @Override
  public Taken run(byte[] input) throws Exception {
    List<Event> events = new ArrayList<>();
    try (InputStream in = new ByteArrayInputStream(input, 1, input.length - 1)) {
      Taken taken = CONTENTS.get(input[0]).read(in, events);
      LaterSteps.require(events);
      return taken;
    }
  }
}
