package io.cardbeam.pipeline.statement;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.CardBooksCoder;
import io.cardbeam.pipeline.read.SourceTags;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Books whose archive was read to its end, or a run that fails before it has told anybody anything:
 * for want of a damaged file's events, statements that were issued and are right would be
 * corrected. A single event that can't be read is a dead letter and stops nothing, as it was none
 * from the first.
 */
public final class RequireWholeInput {
  private static final String DAMAGED = "damaged";

  private RequireWholeInput() {}

  /** The cards of these books; the run fails of the first file that was not read to its end. */
  public static PCollection<CardBooks> of(BoundedBooks books) {
    PCollectionView<List<String>> damaged =
        books
            .deadLetters()
            .apply(
                "OfDamagedFiles",
                Filter.by(letter -> letter.getCode().equals(SourceTags.DAMAGED_FILE)))
            .apply(
                "AsReasons",
                MapElements.into(TypeDescriptors.strings()).via(RequireWholeInput::reason))
            .apply("DamagedFiles", View.asList());
    return books
        .cards()
        .apply("RequireWholeInput", ParDo.of(new RefuseFn()).withSideInput(DAMAGED, damaged))
        .setCoder(CardBooksCoder.of());
  }

  private static String reason(DeadLetter letter) {
    return letter.getSource() + ": " + letter.getReason();
  }

  private static final class RefuseFn extends DoFn<CardBooks, CardBooks> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element CardBooks card,
        @SideInput(DAMAGED) List<String> damaged,
        OutputReceiver<CardBooks> output)
        throws IOException {
      if (!damaged.isEmpty()) {
        throw new IOException(
            "%d file(s) of the archive are damaged, first %s; restore them, or statements would be corrected for want of their events"
                .formatted(damaged.size(), damaged.get(0)));
      }
      output.output(card);
    }
  }
}
