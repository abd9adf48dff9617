package io.cardbeam.pipeline.files;

import io.cardbeam.event.DeadLetter;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Writes dead letters to one file, {@code dead-letters.csv}, a row each under a header. */
public final class WriteDeadLetters extends PTransform<PCollection<DeadLetter>, PDone> {
  private static final long serialVersionUID = 1L;

  private static final String NAME = "dead-letters";
  private static final String SUFFIX = ".csv";

  /** The file's name. */
  public static final String FILE = NAME + SUFFIX;

  private final String folder;

  public WriteDeadLetters(String folder) {
    this.folder = folder;
  }

  @Override
  public PDone expand(PCollection<DeadLetter> letters) {
    return letters
        .apply("AsRow", MapElements.into(TypeDescriptors.strings()).via(DecisionRow::of))
        .apply(
            "Write",
            TextIO.write()
                .to(folder + "/" + NAME)
                .withHeader(DecisionRow.DEAD_LETTER_HEADER)
                .withSuffix(SUFFIX)
                .withoutSharding());
  }
}
