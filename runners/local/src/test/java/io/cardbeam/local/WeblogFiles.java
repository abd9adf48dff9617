package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code weblogs} wrote into a folder; a table may be one file or many. */
record WeblogFiles(Path folder) {
  private static final List<String> FIGURES = List.of("hits", "bots", "errors", "bytes");

  /** Rows of the files with such names, by column. */
  List<Map<String, String>> rows(String glob) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return rows;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob + ".csv")) {
      for (Path file : files) {
        List<List<String>> all = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
          reader.forEach(row -> all.add(row.getFields()));
        }
        for (List<String> row : all.subList(1, all.size())) {
          assertThat(row).as("%s", file).hasSameSizeAs(all.get(0));
          Map<String, String> named = new LinkedHashMap<>();
          for (int i = 0; i < row.size(); i++) {
            named.put(all.get(0).get(i), row.get(i));
          }
          rows.add(named);
        }
      }
    }
    return rows;
  }

  /** Sums of the counts of a dimension by its values. */
  Map<String, List<Long>> counts(String dimension, String... columns) throws IOException {
    Map<String, List<Long>> sums = new TreeMap<>();
    for (Map<String, String> row : rows("counts-" + dimension + "*")) {
      List<String> values = new ArrayList<>();
      for (String column : columns) {
        values.add(row.getOrDefault(column, "?"));
      }
      List<Long> figures = new ArrayList<>();
      for (String figure : FIGURES) {
        figures.add(Long.parseLong(row.getOrDefault(figure, "")));
      }
      sums.merge(String.join(" ", values), figures, WeblogFiles::plus);
    }
    return sums;
  }

  /** Figures added up, each for itself. */
  static List<Long> plus(List<Long> one, List<Long> other) {
    List<Long> sum = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      sum.add(one.get(i) + other.get(i));
    }
    return sum;
  }

  /** Sum of a column. */
  long sum(String glob, String column) throws IOException {
    long sum = 0;
    for (Map<String, String> row : rows(glob)) {
      sum += Long.parseLong(row.getOrDefault(column, ""));
    }
    return sum;
  }

  /** Hits, sorted, without the name of their file. */
  List<String> hits() throws IOException {
    List<String> hits = new ArrayList<>();
    for (Map<String, String> row : rows("hits-*")) {
      row.remove("file");
      hits.add(row.toString());
    }
    hits.sort(null);
    return hits;
  }
}
