package io.cardbeam.pipeline.books;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/**
 * Gathers the calls of a bundle into batches. None waits longer than its bundle lasts, which is the
 * runner's to say; a bundle that is done again gathers again.
 */
final class GatherCallsFn extends DoFn<BooksCall, BooksBatch> {
  private static final long serialVersionUID = 1L;

  /** Most calls of a batch, which is a transaction. */
  static final int MAX_CALLS = 500;

  /** Characters of documents from which on a batch is full. */
  static final int FULL_CHARS = 4 << 20;

  private transient List<BooksCall> calls = new ArrayList<>();
  private transient long chars;

  @StartBundle
  public void start() {
    calls = new ArrayList<>();
    chars = 0;
  }

  @ProcessElement
  public void process(@Element BooksCall call, OutputReceiver<BooksBatch> out) {
    calls.add(call);
    chars += call.document().length();
    if (calls.size() == MAX_CALLS || chars >= FULL_CHARS) {
      out.output(new BooksBatch(calls));
      start();
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    if (!calls.isEmpty()) {
      context.output(
          new BooksBatch(calls), GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
      start();
    }
  }
}
