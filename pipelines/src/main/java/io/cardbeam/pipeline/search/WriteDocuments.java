package io.cardbeam.pipeline.search;

import java.io.IOException;
import java.util.SplittableRandom;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents to daily indices by the bulk API, at least once: one that is written again,
 * after a restart, replaces itself by its id. Gives the documents that no server will take, in the
 * global window. A server that can't take documents now holds the pipeline up; one that can't for
 * as long as it is waited for, or refuses an index, fails it.
 */
public final class WriteDocuments
    extends PTransform<PCollection<SearchDocument>, PCollection<RefusedDocument>> {
  private static final long serialVersionUID = 1L;

  /** Namespace of the counters. */
  public static final String NAMESPACE = "search";

  /** Documents that were taken; one that was written again counts again. */
  public static final String DOCUMENTS = "documents";

  /** Documents that were refused. */
  public static final String REFUSED = "refused";

  private final SearchConnection connection;
  private final DailyIndices indices;
  private final Patience patience;

  /**
   * @param patience how long a server is waited for that takes nothing
   */
  public WriteDocuments(SearchConnection connection, DailyIndices indices, Patience patience) {
    this.connection = connection;
    this.indices = indices;
    this.patience = patience;
  }

  @Override
  public PCollection<RefusedDocument> expand(PCollection<SearchDocument> documents) {
    return documents
        .apply("AnyTime", Window.into(new GlobalWindows()))
        .apply("Bulks", ParDo.of(new WriteFn(connection, indices, patience)))
        .setCoder(RefusedDocument.CODER);
  }

  private static final class WriteFn extends DoFn<SearchDocument, RefusedDocument> {
    private static final long serialVersionUID = 1L;
    private static final Counter TAKEN_COUNT = Metrics.counter(NAMESPACE, DOCUMENTS);
    private static final Counter REFUSED_COUNT = Metrics.counter(NAMESPACE, REFUSED);

    private final SearchConnection connection;
    private final DailyIndices indices;
    private final Patience patience;
    private transient @Nullable BulkWriter writer;
    private transient Output output = refused -> {};
    private transient Instant latest = BoundedWindow.TIMESTAMP_MIN_VALUE;

    private interface Output {
      void refused(RefusedDocument document);
    }

    WriteFn(SearchConnection connection, DailyIndices indices, Patience patience) {
      this.connection = connection;
      this.indices = indices;
      this.patience = patience;
    }

    @StartBundle
    public void start() throws IOException {
      latest = BoundedWindow.TIMESTAMP_MIN_VALUE;
      writer =
          new BulkWriter(
              SearchHttp.shared(connection),
              indices,
              patience,
              Waits.REAL,
              new SplittableRandom(),
              new BulkWriter.Receiver() {
                @Override
                public void taken(int documents) {
                  TAKEN_COUNT.inc(documents);
                }

                @Override
                public void refused(RefusedDocument document) {
                  REFUSED_COUNT.inc();
                  output.refused(document);
                }
              });
    }

    @ProcessElement
    public void process(
        @Element SearchDocument document,
        @Timestamp Instant timestamp,
        OutputReceiver<RefusedDocument> receiver)
        throws IOException {
      latest = timestamp.isAfter(latest) ? timestamp : latest;
      output = receiver::output;
      writer().add(document);
    }

    @FinishBundle
    public void finish(FinishBundleContext context) throws IOException {
      output = refused -> context.output(refused, latest, GlobalWindow.INSTANCE);
      writer().flush();
    }

    private BulkWriter writer() {
      BulkWriter begun = writer;
      if (begun == null) {
        throw new IllegalStateException("a bundle was not started");
      }
      return begun;
    }
  }
}
