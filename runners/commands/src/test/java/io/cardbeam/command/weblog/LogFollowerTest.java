package io.cardbeam.command.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
  private static final int MOST_POLLS = 200;

  @TempDir private Path folder = Path.of("");
  private final List<String> said = new ArrayList<>();
  private final Lines lines = new Lines();
  private final byte[] buffer = new byte[OpenLog.BUFFER_BYTES];

  /** Keeps lines as a reader does: what has the same identity and offset once. */
  private static final class Lines implements LineSink {
    final Map<String, String> byPlace = new HashMap<>();
    final List<LogLine> all = new ArrayList<>();
    private final Map<String, Long> next = new HashMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    boolean takes = true;

    @Override
    public void line(LogLine line, ShippedPlace after, Consumer<ShippedPlace> taken) {
      String text = UTF_8.decode(line.getBytes().duplicate()).toString();
      all.add(line);
      String before = byPlace.put(line.getFileId() + " " + line.getOffset(), text);
      assertThat(before).as("the same place, the same line").isIn(null, text);
      if (before == null) {
        assertThat(line.getOffset())
            .as("a line before this one was left out")
            .isGreaterThanOrEqualTo(next.getOrDefault(line.getFileId(), 0L));
        next.put(line.getFileId(), line.getOffset() + text.length() + 1);
      }
      waiting.add(() -> taken.accept(after));
      if (takes) {
        waiting.forEach(Runnable::run);
        waiting.clear();
      }
    }

    List<String> sorted() {
      return byPlace.values().stream().sorted().toList();
    }
  }

  private Path log() {
    return folder.resolve("access.log");
  }

  private void append(String text) throws IOException {
    Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private LogFollower follower(List<ShippedPlace> places) throws IOException {
    return LogFollower.of(log(), "web1", places, said::add);
  }

  private void poll(LogFollower follower) throws IOException {
    int polls = 0;
    while (follower.poll(buffer, lines, false)) {
      assertThat(polls++).isLessThan(MOST_POLLS);
    }
  }

  @Test
  void sendsLinesAsTheyBecomeWholeWithOffsetAndNumber() throws IOException {
    LogFollower follower = follower(List.of());
    poll(follower);
    assertThat(lines.all).as("there is no file").isEmpty();
    append("on");
    poll(follower);
    assertThat(lines.all).isEmpty();
    append("e\ntwo\nth");
    poll(follower);
    append("ree\n");
    poll(follower);
    assertThat(lines.all).extracting(LogLine::getOffset).containsExactly(0L, 4L, 8L);
    assertThat(lines.all).extracting(LogLine::getLine).containsExactly(1L, 2L, 3L);
    assertThat(lines.all).extracting(LogLine::getFile).containsOnly("web1:" + log());
    assertThat(lines.all).extracting(LogLine::getFileId).containsOnly(lines.all.get(0).getFileId());
    assertThat(lines.sorted()).containsExactly("one", "three", "two");
    follower.close();
  }

  @Test
  void readsARenamedLogToItsEndWhileTheNewOneIsRead() throws IOException {
    LogFollower follower = follower(List.of());
    append("one\n");
    poll(follower);
    Path old = folder.resolve("access.log.1");
    Files.move(log(), old);
    append("three\n");
    Files.writeString(old, "two\n", StandardOpenOption.APPEND);
    poll(follower);
    assertThat(lines.sorted()).containsExactly("one", "three", "two");
    assertThat(lines.all).extracting(LogLine::getFileId).hasSize(3);
    assertThat(lines.all.stream().map(LogLine::getFileId).distinct()).hasSize(2);
    assertThat(said).anyMatch(text -> text.endsWith("was rotated"));
    follower.close();
  }

  @Test
  void readsTheRestOfATruncatedLogFromItsCopy() throws IOException {
    LogFollower follower = follower(List.of());
    append("one\n");
    poll(follower);
    append("two\n");
    Files.copy(log(), folder.resolve("access.log.1"));
    Files.writeString(log(), "a longer line than both\n");
    poll(follower);
    follower.poll(buffer, lines, true);
    assertThat(lines.sorted()).containsExactly("a longer line than both", "one", "two");
    follower.close();
  }

  @Test
  void saysThatTheRestOfALogIsNotFound() throws IOException {
    LogFollower follower = follower(List.of());
    append("one\n");
    poll(follower);
    Files.writeString(log(), "2\n");
    poll(follower);
    assertThat(lines.sorted()).containsExactly("2", "one");
    assertThat(said).anyMatch(text -> text.contains("behind byte 4 is not found"));
    follower.close();
  }

  @Test
  void aLogThatBeginsWithTheSameLineIsAnother() throws IOException {
    LogFollower follower = follower(List.of());
    append("one\ntwo\n");
    poll(follower);
    lines.takes = false;
    append("three\n");
    poll(follower);
    Files.writeString(log(), "one\n");
    poll(follower);
    assertThat(lines.all.stream().map(LogLine::getFileId).distinct()).hasSize(2);
    follower.close();
  }

  @Test
  void cutsALineThatIsTooLongAndGoesOnBehindIt() throws IOException {
    LogFollower follower = follower(List.of());
    String tooLong = "x".repeat(3 * OpenLog.BUFFER_BYTES);
    append("one\n" + tooLong);
    poll(follower);
    assertThat(lines.all).hasSize(2);
    List<ShippedPlace> within = follower.places();
    follower.close();
    append("y\n" + "z".repeat(LineSink.MAX_LINE_BYTES) + "\nlast\n");
    LogFollower next = follower(within);
    poll(next);
    next.close();
    assertThat(lines.all).extracting(LogLine::getCut).containsExactly(false, true, false, false);
    assertThat(lines.all)
        .extracting(line -> line.getBytes().remaining())
        .containsExactly(3, LineSink.MAX_LINE_BYTES, LineSink.MAX_LINE_BYTES, 4);
    assertThat(lines.all).extracting(LogLine::getLine).containsExactly(1L, 2L, 3L, 4L);
    assertThat(lines.all.get(3).getOffset())
        .isEqualTo(4L + tooLong.length() + 2 + LineSink.MAX_LINE_BYTES + 1);
  }

  @Test
  void sendsTheLastLineOfARotatedLogWithoutItsEnd() throws IOException {
    append("one\ntw");
    LogFollower follower = follower(List.of());
    poll(follower);
    List<ShippedPlace> places = follower.places();
    follower.close();
    Files.move(log(), folder.resolve("access.log-20260131"));
    LogFollower next = follower(places);
    next.poll(buffer, lines, true);
    next.close();
    assertThat(lines.sorted()).containsExactly("one", "tw");
  }

  /** Whatever happens to the log, and wherever it is killed, each line is there once. */
  @Test
  void losesNoLineOverRotationsAndKills() throws IOException {
    for (long seed = 1; seed <= 40; seed++) {
      Path runs = Files.createDirectory(folder.resolve("seed-" + seed));
      assertThat(run(runs.resolve("access.log"), new Random(seed)))
          .as("seed %s: %s", seed, said)
          .isTrue();
    }
  }

  private boolean run(Path log, Random random) throws IOException {
    Lines taken = new Lines();
    List<ShippedPlace> kept = List.of();
    LogFollower follower = LogFollower.of(log, "web1", kept, said::add);
    List<String> written = new ArrayList<>();
    int rotations = 0;
    Files.writeString(log, "first\n");
    written.add("first");
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          String line = "line " + step + " " + "x".repeat(random.nextInt(100));
          Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
          written.add(line);
        }
        case 2 -> follower.poll(buffer, taken, false);
        case 3 -> {
          follower.close();
          follower = LogFollower.of(log, "web1", kept, said::add); // killed before it kept more
        }
        case 4 -> {
          kept = follower.places();
        }
        default -> {
          // Followed up to here, as a log is rotated once a day and looked at four times a second.
          while (follower.poll(buffer, taken, false)) {}
          kept = follower.places();
          Path old = log.resolveSibling("access.log." + ++rotations);
          String first = "first of " + rotations;
          if (random.nextBoolean()) {
            Files.move(log, old);
          } else {
            Files.copy(log, old);
          }
          Files.writeString(log, first + "\n");
          written.add(first);
        }
      }
      taken.takes = random.nextInt(4) > 0;
    }
    taken.takes = true;
    int polls = 0;
    while (follower.poll(buffer, taken, true)) {
      assertThat(polls++).isLessThan(MOST_POLLS);
    }
    follower.close();
    written.sort(null);
    assertThat(taken.sorted()).isEqualTo(written);
    return true;
  }
}
