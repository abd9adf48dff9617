package io.cardbeam.pipeline.files;

import io.cardbeam.event.DeadLetter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes dead letters to one file, {@code dead-letters.csv}, a row each under a header, by source
 * and position.
 */
public final class WriteDeadLetters extends PTransform<PCollection<DeadLetter>, PDone> {
  private static final long serialVersionUID = 1L;

  /** The file's name. */
  public static final String FILE = "dead-letters.csv";

  private static final TypeDescriptor<KV<String, byte[]>> ROW = new TypeDescriptor<>() {};

  private final String folder;

  public WriteDeadLetters(String folder) {
    this.folder = folder;
  }

  @Override
  public PDone expand(PCollection<DeadLetter> letters) {
    return letters
        .apply("AsRow", MapElements.into(ROW).via(WriteDeadLetters::row))
        .setCoder(WriteSorted.CODER)
        .apply(
            "Write",
            new WriteSorted(
                folder + "/" + FILE, WriteSorted.lines(DecisionRow.DEAD_LETTER_HEADER)));
  }

  private static KV<String, byte[]> row(DeadLetter letter) {
    return KV.of(
        letter.getSource() + "\t" + SortKey.of(letter.getPosition()),
        SortKey.utf8(DecisionRow.of(letter)));
  }
}
