package io.cardbeam.training;

import io.cardbeam.pipeline.feature.FeatureRow;
import io.cardbeam.pipeline.feature.FeatureRowCoder;
import io.cardbeam.pipeline.feature.WriteFeatureRows;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the files of {@link WriteFeatureRows}. */
final class FeatureRowFiles {
  private static final int BUFFER_BYTES = 1 << 16;

  private FeatureRowFiles() {}

  /** All rows of a folder, in no particular order. */
  static List<FeatureRow> read(Path folder) throws IOException {
    List<FeatureRow> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.toString().endsWith(WriteFeatureRows.SUFFIX)).sorted().toList()) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
          while (!atEnd(in)) {
            rows.add(FeatureRowCoder.of().decode(in));
          }
        }
      }
    }
    return rows;
  }

  private static boolean atEnd(InputStream in) throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return true;
    }
    in.reset();
    return false;
  }
}
