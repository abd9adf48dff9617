package io.cardbeam.flink.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A small case of money, as a file describes it: comments that say what it shows, a line with the
 * months whose statements are shown, a line for each card, and a line for each step.
 *
 * @param name of the case, that of its file
 * @param comments lines that begin with #
 * @param months whose statements are shown
 * @param hasOffsets whether its events have offsets, in the order of the lines; else their times
 *     alone order them
 * @param cards by their names
 * @param steps in the order of the lines
 */
record MoneyCase(
    String name,
    List<String> comments,
    MonthRange months,
    boolean hasOffsets,
    Map<String, CaseCard> cards,
    List<CaseStep> steps) {
  static final String SUFFIX = ".jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads one.
   *
   * @throws IOException if it can't be read
   */
  static MoneyCase read(Path file) throws IOException {
    List<String> comments = new ArrayList<>();
    Map<String, CaseCard> cards = new LinkedHashMap<>();
    List<CaseStep> steps = new ArrayList<>();
    JsonNode about = JSON.createObjectNode();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      if (line.startsWith("#")) {
        comments.add(line);
      } else if (!line.isBlank()) {
        JsonNode node = JSON.readTree(line);
        if (node.has("statements")) {
          about = node;
        } else if (node.has("at")) {
          steps.add(CaseStep.of(node, cards));
        } else {
          CaseCard card = CaseCard.of(node);
          cards.put(card.name(), card);
        }
      }
    }
    String name = Objects.requireNonNull(file.getFileName()).toString();
    String[] months = about.path("statements").asText().split("\\.\\.", -1);
    return new MoneyCase(
        name.substring(0, name.length() - SUFFIX.length()),
        comments,
        new MonthRange(YearMonth.parse(months[0]), YearMonth.parse(months[months.length - 1])),
        about.path("offsets").asBoolean(),
        cards,
        steps);
  }
}
