package io.cardbeam.bench.weblog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.bench.weblog.Reading.Round;
import java.util.List;
import java.util.Locale;

/** Figures of both readers, as tables for people and as JSON for machines. */
final class WeblogsText {
  private static final double MEGA = 1e6;

  private WeblogsText() {}

  /**
   * Tables.
   *
   * @param lines of the log of the rounds
   * @param memoryLines of the log of the long run; 0 if there was none
   */
  static String tables(long lines, long memoryLines, List<Reading> readings) {
    StringBuilder text = new StringBuilder();
    if (!readings.get(0).rounds().isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              "log of %,d lines: medians of %d rounds%n%-10s %10s %10s %14s %9s%n",
              lines,
              readings.get(0).rounds().size(),
              "",
              "seconds",
              "lines/s",
              "CPU, us/line",
              "peak, MB"));
      for (Reading reading : readings) {
        text.append(
            String.format(
                Locale.ROOT,
                "%-10s %10.1f %,10.0f %14.2f %,9.0f%n",
                reading.reader(),
                reading.median(Round::seconds),
                reading.linesPerSecond(lines),
                reading.cpuMicros(lines),
                reading.median(Round::peakBytes) / MEGA));
      }
      if (readings.size() > 1) {
        text.append(
            String.format(
                Locale.ROOT,
                "weblogs reads %.2f times the lines a second of goaccess%n",
                ratio(lines, readings)));
      }
    }
    for (Reading reading : readings) {
      for (MemoryTrace memory : reading.memory()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s over %,d lines: %s from %,.0f to %,.0f MB after the first quarter, slope %.1f"
                    + " bytes a line%n",
                reading.reader(),
                memoryLines,
                reading.reader() == Reader.weblogs ? "heap after collections" : "resident memory",
                memory.first() / MEGA,
                memory.last() / MEGA,
                memory.bytesALine(memoryLines)));
      }
    }
    return text.toString();
  }

  private static double ratio(long lines, List<Reading> readings) {
    return readings.get(0).linesPerSecond(lines) / readings.get(1).linesPerSecond(lines);
  }

  static String json(long lines, long memoryLines, List<Reading> readings) {
    ObjectNode all = new ObjectMapper().createObjectNode();
    all.put("lines", lines).put("memory_lines", memoryLines);
    for (Reading reading : readings) {
      ObjectNode one = all.putObject(reading.reader().name());
      if (!reading.rounds().isEmpty()) {
        one.put("seconds", reading.median(Round::seconds))
            .put("lines_per_second", reading.linesPerSecond(lines))
            .put("cpu_us_per_line", reading.cpuMicros(lines))
            .put("peak_bytes", reading.median(Round::peakBytes));
      }
      for (MemoryTrace memory : reading.memory()) {
        one.put("first_bytes", memory.first())
            .put("last_bytes", memory.last())
            .put("slope_bytes_per_line", memory.bytesALine(memoryLines));
      }
    }
    if (readings.size() > 1 && !readings.get(0).rounds().isEmpty()) {
      all.put("ratio", ratio(lines, readings));
    }
    return all.toPrettyString() + System.lineSeparator();
  }
}
