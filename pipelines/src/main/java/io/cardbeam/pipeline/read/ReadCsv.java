package io.cardbeam.pipeline.read;

import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.RowFiles;
import io.cardbeam.csv.RowSource;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.pipeline.card.EventBlocks;
import io.cardbeam.pipeline.card.PackEvents;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads files of card transactions as rows: plain or compressed, local or on any of Beam's file
 * systems. Gives {@link SourceTags#CARDS} (card updates, requests and, where labels are used,
 * findings) and {@link SourceTags#DEAD_LETTERS}. A file is read by one worker, line by line,
 * because a card update depends on the lines before it.
 */
final class ReadCsv extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final String filePattern;
  private final byte[] tokenKey;
  private final FileReading how;
  private final InputWindow window;

  /**
   * @param filePattern file, or glob of files
   * @param tokenKey key of {@link CardTokenizer}
   * @param how what of each file is read, and as what
   * @param window events that it does not hold are left out
   */
  ReadCsv(String filePattern, byte[] tokenKey, FileReading how, InputWindow window) {
    this.filePattern = filePattern;
    this.tokenKey = tokenKey.clone();
    this.how = how;
    this.window = window;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    PCollectionTuple read =
        input
            .apply(
                "MatchFiles",
                FileIO.match()
                    .filepattern(filePattern)
                    .withEmptyMatchTreatment(EmptyMatchTreatment.DISALLOW))
            .apply("OpenFiles", FileIO.readMatches().withCompression(Compression.UNCOMPRESSED))
            .apply(
                "ReadRows",
                ParDo.of(new ReadRowsFn(tokenKey, how, window))
                    .withOutputTags(SourceTags.CARDS, TupleTagList.of(SourceTags.DEAD_LETTERS)));
    read.get(SourceTags.CARDS).setCoder(PackEvents.CODER);
    read.get(SourceTags.DEAD_LETTERS).setCoder(AvroRecordCoder.of(DeadLetter.class));
    return read;
  }

  private static final class ReadRowsFn extends DoFn<FileIO.ReadableFile, KV<String, byte[]>> {
    private static final long serialVersionUID = 1L;
    private static final Counter REQUESTS = Metrics.counter(SourceTags.NAMESPACE, "requests");
    private static final Counter FINDINGS =
        Metrics.counter(SourceTags.NAMESPACE, SourceTags.FINDINGS);
    private static final Counter INVALID = Metrics.counter(SourceTags.NAMESPACE, "invalid");

    private final byte[] tokenKey;
    private final FileReading how;
    private final InputWindow window;

    ReadRowsFn(byte[] tokenKey, FileReading how, InputWindow window) {
      this.tokenKey = tokenKey;
      this.how = how;
      this.window = window;
    }

    @ProcessElement
    public void process(@Element FileIO.ReadableFile file, MultiOutputReceiver output)
        throws IOException {
      String name = file.getMetadata().resourceId().toString();
      OutputReceiver<KV<String, byte[]>> cards = output.get(SourceTags.CARDS);
      EventBlocks blocks = new EventBlocks();
      OutputReceiver<DeadLetter> deadLetters = output.get(SourceTags.DEAD_LETTERS);
      CsvFile rows = new CsvFile(name, new CardTokenizer(tokenKey), how);
      CsvFile.Receiver receiver =
          new CsvFile.Receiver() {
            @Override
            public void event(Event event) {
              if (event.type() == EventType.AUTHORIZATION_REQUEST) {
                REQUESTS.inc();
                RunProgress.countRead();
              } else if (event.type() == EventType.FRAUD_FINDING) {
                FINDINGS.inc();
              }
              if (Within.holds(window, event)) {
                blocks.add(event, (card, events) -> cards.output(KV.of(card, events)));
              }
            }

            @Override
            public void deadLetter(DeadLetter letter) {
              INVALID.inc();
              deadLetters.output(letter);
            }
          };
      if (isParquet(file)) {
        new ParquetFileRows(file, rows).read(receiver);
      } else {
        try (RowSource text =
            RowFiles.text(() -> Channels.newInputStream(file.open()), how.columns().options())) {
          rows.read(text, receiver);
        }
      }
      blocks.flush((card, events) -> cards.output(KV.of(card, events)));
    }

    private static boolean isParquet(FileIO.ReadableFile file) throws IOException {
      try (InputStream in = Channels.newInputStream(file.open())) {
        return RowFiles.isParquet(in);
      }
    }
  }
}
