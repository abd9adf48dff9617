package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cardbeam.event.Payment;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.lake.LakeReader;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadLakeFilesTest {
  @TempDir private Path folder;

  /** The next try may read what this one could not; a dead letter would lose it. */
  @ParameterizedTest(name = "after {0} bytes")
  @ValueSource(ints = {0, 1_000, 1_000_000})
  void storageThatFailsFailsTheStepAndMakesNoDeadLetter(int sound) throws IOException {
    Path file = Files.createDirectories(folder.resolve(LakeFolder.of(payment()))).resolve("a.avro");
    LakeFileWriter.write(List.of(payment()), Files.newOutputStream(file));
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(
        new ReadLakeFiles<>(
            folder.toString(),
            List.of(new FailingContent(sound)),
            SourceTags.EVENTS,
            EventCoder.of(),
            false));
    assertThat(catchThrowable(() -> pipeline.run().waitUntilFinish()))
        .rootCause()
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("the disc is gone");
  }

  private static Event payment() {
    Instant time = Instant.parse("2025-03-01T00:00:00Z");
    return Event.of(new Payment("p-1", "card", time, time, 100L, "USD", "ACH"));
  }

  /** Payments in files whose storage fails after some bytes, at the end at the latest. */
  private record FailingContent(int sound) implements LakeContent<Event> {
    @Override
    public String name() {
      return "Payment";
    }

    @Override
    public String folder() {
      return LakeFolder.ofType(EventType.PAYMENT);
    }

    @Override
    public LakeReader<Event> open(InputStream in) throws IOException {
      InputStream gone = new BrokenInputStream(() -> new IOException("the disc is gone"));
      byte[] before = in.readNBytes(sound);
      return new LakeFileReader(
          EventType.PAYMENT, new SequenceInputStream(new ByteArrayInputStream(before), gone));
    }

    @Override
    public void check(Event event) {
      // What was read before the fault is sound.
    }

    @Override
    public long timeMillis(Event event) {
      return event.eventTimeMillis();
    }

    @Override
    public void countRead(Event event) {
      // Nobody asks.
    }

    @Override
    public Counter invalid() {
      return Metrics.counter(ReadLakeFilesTest.class, "invalid");
    }
  }
}
