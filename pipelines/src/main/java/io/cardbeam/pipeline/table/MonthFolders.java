package io.cardbeam.pipeline.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/** Folders of months in Hive's style: {@code month=2020-03}. */
public final class MonthFolders {
  private static final String PREFIX = "month=";

  private MonthFolders() {}

  /** Name of the folder of a month, for instance of 2020-03. */
  public static String nameOf(String yearMonth) {
    return PREFIX + yearMonth;
  }

  /**
   * The months that a table's folder has, in order; none if it is not there.
   *
   * @throws IOException if it can't be read
   */
  public static List<YearMonth> in(Path table) throws IOException {
    if (!Files.isDirectory(table)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(table)) {
      return folders
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(name -> name.startsWith(PREFIX))
          .map(name -> YearMonth.parse(name.substring(PREFIX.length())))
          .sorted()
          .toList();
    }
  }
}
