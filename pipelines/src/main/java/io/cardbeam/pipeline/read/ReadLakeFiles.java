package io.cardbeam.pipeline.read;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.DamagedAvroFileException;
import io.cardbeam.lake.LakeReader;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.traffic.HourCounts;
import io.cardbeam.traffic.LatestHour;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Reads all files of some kinds of record from a lake, each by one worker. Gives the records under
 * their tag, and {@link SourceTags#DEAD_LETTERS}: one for a record that can't be, and one for a
 * file from where it can't be read on. A kind without files gives none. Storage that fails while a
 * file is read fails the step, and the runner tries again.
 *
 * <p>Where records beyond the {@link LatestHour} are refused all files are read once more before,
 * to find it. What waits for it is the list of the files, not what is in them.
 */
final class ReadLakeFiles<T> extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Of a file's events. */
  private static final KvCoder<Long, Long> HOUR_AND_COUNT =
      KvCoder.of(VarLongCoder.of(), VarLongCoder.of());

  private final String root;
  private final List<LakeContent<T>> contents;
  private final TupleTag<T> records;
  private final Coder<T> coder;
  private final boolean toTheLatestHour;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   * @param records tag of what was read
   * @param toTheLatestHour whether what lies beyond the latest hour of all kinds together is
   *     refused
   */
  ReadLakeFiles(
      String root,
      List<LakeContent<T>> contents,
      TupleTag<T> records,
      Coder<T> coder,
      boolean toTheLatestHour) {
    this.root = root.endsWith("/") ? root : root + "/";
    this.contents = List.copyOf(contents);
    this.records = records;
    this.coder = coder;
    this.toTheLatestHour = toTheLatestHour;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    List<PCollection<FileIO.ReadableFile>> files = new ArrayList<>();
    for (LakeContent<T> content : contents) {
      files.add(files(input, content));
    }
    PCollectionView<Long> lastHour = toTheLatestHour ? lastHour(input, files) : null;
    PCollectionList<T> all = PCollectionList.empty(input.getPipeline());
    PCollectionList<DeadLetter> deadLetters = PCollectionList.empty(input.getPipeline());
    for (int i = 0; i < contents.size(); i++) {
      PCollectionTuple read = read(files.get(i), contents.get(i), lastHour);
      all = all.and(read.get(records).setCoder(coder));
      deadLetters =
          deadLetters.and(
              read.get(SourceTags.DEAD_LETTERS).setCoder(AvroRecordCoder.of(DeadLetter.class)));
    }
    PCollection<T> allRecords = all.apply("Records", Flatten.pCollections());
    PCollection<DeadLetter> allDeadLetters =
        deadLetters.apply("DeadLetters", Flatten.pCollections());
    return PCollectionTuple.of(records, allRecords.setCoder(coder))
        .and(
            SourceTags.DEAD_LETTERS, allDeadLetters.setCoder(AvroRecordCoder.of(DeadLetter.class)));
  }

  private PCollection<FileIO.ReadableFile> files(PBegin input, LakeContent<T> content) {
    String name = content.name();
    return input
        .apply(
            "Match" + name,
            FileIO.match()
                .filepattern(root + content.folder() + "/**.avro")
                .withEmptyMatchTreatment(EmptyMatchTreatment.ALLOW))
        .apply("Open" + name, FileIO.readMatches())
        .apply("Spread" + name, Reshuffle.viaRandomKey());
  }

  private PCollectionView<Long> lastHour(
      PBegin input, List<PCollection<FileIO.ReadableFile>> files) {
    PCollectionList<KV<Long, Long>> hours = PCollectionList.empty(input.getPipeline());
    for (int i = 0; i < contents.size(); i++) {
      LakeContent<T> content = contents.get(i);
      hours =
          hours.and(
              files
                  .get(i)
                  .apply("Count" + content.name(), ParDo.of(new CountHoursFn<>(content)))
                  .setCoder(HOUR_AND_COUNT));
    }
    return hours
        .apply("Hours", Flatten.pCollections())
        .setCoder(HOUR_AND_COUNT)
        .apply("LastHour", Combine.globally(new LastHourFn()).asSingletonView());
  }

  private PCollectionTuple read(
      PCollection<FileIO.ReadableFile> files,
      LakeContent<T> content,
      @Nullable PCollectionView<Long> lastHour) {
    ParDo.SingleOutput<FileIO.ReadableFile, T> reading =
        ParDo.of(new ReadFileFn<>(content, records, lastHour));
    return files.apply(
        "Read" + content.name(),
        (lastHour == null ? reading : reading.withSideInputs(lastHour))
            .withOutputTags(records, TupleTagList.of(SourceTags.DEAD_LETTERS)));
  }

  /** Takes what is in a file. */
  private interface FileReceiver<T> {
    /** A record, and its place from 0. */
    void record(T record, long position);

    /** From where it can't be read on. */
    void damaged(long position, DamagedAvroFileException why);
  }

  private static <T> void read(
      FileIO.ReadableFile file, LakeContent<T> content, FileReceiver<T> receiver)
      throws IOException {
    long position = 0;
    try (InputStream in = new BufferedInputStream(Channels.newInputStream(file.open()));
        LakeReader<T> reader = content.open(in)) {
      for (Optional<T> next = reader.next(); next.isPresent(); next = reader.next()) {
        receiver.record(next.get(), position);
        position++;
      }
    } catch (DamagedAvroFileException e) {
      receiver.damaged(position, e);
    }
  }

  /** The hours of a file's sound records. */
  private static final class CountHoursFn<T> extends DoFn<FileIO.ReadableFile, KV<Long, Long>> {
    private static final long serialVersionUID = 1L;

    private final LakeContent<T> content;

    CountHoursFn(LakeContent<T> content) {
      this.content = content;
    }

    @ProcessElement
    public void process(@Element FileIO.ReadableFile file, OutputReceiver<KV<Long, Long>> output)
        throws IOException {
      HourCounts hours = new HourCounts();
      read(
          file,
          content,
          new FileReceiver<T>() {
            @Override
            public void record(T record, long position) {
              try {
                content.check(record);
                hours.add(content.timeMillis(record));
              } catch (UnreadableRecordException e) {
                // A dead letter, which is made when the file is read for good.
              }
            }

            @Override
            public void damaged(long position, DamagedAvroFileException why) {
              // So is this.
            }
          });
      hours.forEach((hour, count) -> output.output(KV.of(hour, count)));
    }
  }

  private static final class ReadFileFn<T> extends DoFn<FileIO.ReadableFile, T> {
    private static final long serialVersionUID = 1L;

    private final LakeContent<T> content;
    private final TupleTag<T> records;
    private final @Nullable PCollectionView<Long> lastHour;

    ReadFileFn(
        LakeContent<T> content, TupleTag<T> records, @Nullable PCollectionView<Long> lastHour) {
      this.content = content;
      this.records = records;
      this.lastHour = lastHour;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      FileIO.ReadableFile file = Objects.requireNonNull(context.element());
      String name = file.getMetadata().resourceId().toString();
      long lastMillis = lastHour == null ? Long.MAX_VALUE : context.sideInput(lastHour);
      read(
          file,
          content,
          new FileReceiver<T>() {
            @Override
            public void record(T record, long position) {
              try {
                check(record, lastMillis);
              } catch (UnreadableRecordException e) {
                dead(name, position, e.code(), e.reason(), context);
                return;
              }
              content.countRead(record);
              context.output(records, record);
            }

            @Override
            public void damaged(long position, DamagedAvroFileException why) {
              dead(
                  name,
                  position,
                  SourceTags.DAMAGED_FILE,
                  "file can't be read on: " + why.getMessage(),
                  context);
            }
          });
    }

    private void check(T record, long lastMillis) throws UnreadableRecordException {
      content.check(record);
      long time = content.timeMillis(record);
      if (time > lastMillis) {
        throw new UnreadableRecordException(
            EventTimes.FROM_THE_FUTURE,
            LatestHour.reason(
                time, lastMillis, "the archive's events", "--to with a later date takes it"));
      }
    }

    private void dead(
        String file, long position, String code, String reason, ProcessContext context) {
      content.invalid().inc();
      context.output(
          SourceTags.DEAD_LETTERS,
          new DeadLetter(file, position, code, reason, ByteBuffer.allocate(0)));
    }
  }
}
