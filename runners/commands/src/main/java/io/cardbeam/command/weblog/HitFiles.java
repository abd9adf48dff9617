package io.cardbeam.command.weblog;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of hits that a run wrote, each of one day. */
final class HitFiles {
  private static final Pattern NAME = Pattern.compile("hits-(\\d{4}-\\d{2}-\\d{2})-.*");

  private HitFiles() {}

  /** Names of those whose day is before a time's. */
  static List<String> before(Path folder, long seconds) throws IOException {
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return names;
    }
    LocalDate first = LocalDate.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "hits-*")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches() && LocalDate.parse(matcher.group(1)).isBefore(first)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
