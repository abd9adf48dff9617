package io.cardbeam.command.rule;

import io.cardbeam.event.ListEntry;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleJson;
import io.cardbeam.wire.RuleChecks;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A file of rules and list entries, a line of JSON each. */
public final class RuleFile {
  private RuleFile() {}

  /**
   * Reads a file.
   *
   * @param option where a person named the file
   * @throws ParameterException if it can't be read, with the line
   */
  public static List<RuleRecord> read(CommandLine command, String option, Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ParameterException(
          command, option + ": " + file + " can't be read: " + e.getMessage(), e);
    }
    List<RuleRecord> records = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          RuleRecord record = RuleJson.read(lines.get(i));
          RuleChecks.check(record);
          records.add(record);
        } catch (IllegalArgumentException | UnreadableRecordException e) {
          throw new ParameterException(
              command, option + ": " + file + ", line " + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    return records;
  }

  /** The same as new versions, from another time on; an entry that ends lasts as long. */
  static List<RuleRecord> renewed(
      List<RuleRecord> records, RuleBook book, Instant from, Instant now) {
    Map<String, Integer> versions = new HashMap<>();
    List<RuleRecord> renewed = new ArrayList<>();
    for (RuleRecord record : records) {
      if (record instanceof RuleRecord.OfRule rule) {
        int last =
            versions.computeIfAbsent(
                rule.key(),
                id ->
                    book.rule(id)
                        .flatMap(history -> history.latest())
                        .map(RuleVersion::getVersion)
                        .orElse(0));
        versions.put(rule.key(), last + 1);
        renewed.add(
            new RuleRecord.OfRule(
                RuleVersion.newBuilder(rule.body())
                    .setVersion(last + 1)
                    .setEffectiveFrom(from)
                    .setPublishedAt(now)
                    .build()));
      } else if (record instanceof RuleRecord.OfList listing) {
        ListEntry entry = listing.body();
        Instant until =
            entry.getUntil() == null
                ? null
                : from.plus(Duration.between(entry.getEffectiveFrom(), entry.getUntil()));
        renewed.add(
            new RuleRecord.OfList(
                ListEntry.newBuilder(entry)
                    .setEffectiveFrom(from)
                    .setUntil(until)
                    .setPublishedAt(now)
                    .build()));
      }
    }
    return renewed;
  }
}
