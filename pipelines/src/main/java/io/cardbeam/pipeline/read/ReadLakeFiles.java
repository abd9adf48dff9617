package io.cardbeam.pipeline.read;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.DamagedAvroFileException;
import io.cardbeam.lake.LakeReader;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads all files of some kinds of record from a lake, each by one worker. Gives the records under
 * their tag, and {@link SourceTags#DEAD_LETTERS}: one for a record that can't be, and one for a
 * file from where it can't be read on. A kind without files gives none. Storage that fails while a
 * file is read fails the step, and the runner tries again.
 */
final class ReadLakeFiles<T> extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final List<LakeContent<T>> contents;
  private final TupleTag<T> records;
  private final Coder<T> coder;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   * @param records tag of what was read
   */
  ReadLakeFiles(String root, List<LakeContent<T>> contents, TupleTag<T> records, Coder<T> coder) {
    this.root = root.endsWith("/") ? root : root + "/";
    this.contents = List.copyOf(contents);
    this.records = records;
    this.coder = coder;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    PCollectionList<T> all = PCollectionList.empty(input.getPipeline());
    PCollectionList<DeadLetter> deadLetters = PCollectionList.empty(input.getPipeline());
    for (LakeContent<T> content : contents) {
      PCollectionTuple read = read(input, content);
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

  private PCollectionTuple read(PBegin input, LakeContent<T> content) {
    String name = content.name();
    return input
        .apply(
            "Match" + name,
            FileIO.match()
                .filepattern(root + content.folder() + "/**.avro")
                .withEmptyMatchTreatment(EmptyMatchTreatment.ALLOW))
        .apply("Open" + name, FileIO.readMatches())
        .apply("Spread" + name, Reshuffle.viaRandomKey())
        .apply(
            "Read" + name,
            ParDo.of(new ReadFileFn<>(content, records))
                .withOutputTags(records, TupleTagList.of(SourceTags.DEAD_LETTERS)));
  }

  private static final class ReadFileFn<T> extends DoFn<FileIO.ReadableFile, T> {
    private static final long serialVersionUID = 1L;

    private final LakeContent<T> content;
    private final TupleTag<T> records;

    ReadFileFn(LakeContent<T> content, TupleTag<T> records) {
      this.content = content;
      this.records = records;
    }

    @ProcessElement
    public void process(@Element FileIO.ReadableFile file, MultiOutputReceiver output)
        throws IOException {
      String name = file.getMetadata().resourceId().toString();
      long position = 0;
      try (InputStream in = new BufferedInputStream(Channels.newInputStream(file.open()));
          LakeReader<T> reader = content.open(in)) {
        for (Optional<T> next = reader.next(); next.isPresent(); next = reader.next()) {
          emit(next.get(), name, position, output);
          position++;
        }
      } catch (DamagedAvroFileException e) {
        dead(
            name,
            position,
            SourceTags.DAMAGED_FILE,
            "file can't be read on: " + e.getMessage(),
            output);
      }
    }

    private void emit(T record, String file, long position, MultiOutputReceiver output) {
      try {
        content.check(record);
      } catch (UnreadableRecordException e) {
        dead(file, position, e.code(), e.reason(), output);
        return;
      }
      content.countRead(record);
      output.get(records).output(record);
    }

    private void dead(
        String file, long position, String code, String reason, MultiOutputReceiver output) {
      content.invalid().inc();
      output
          .get(SourceTags.DEAD_LETTERS)
          .output(new DeadLetter(file, position, code, reason, ByteBuffer.allocate(0)));
    }
  }
}
