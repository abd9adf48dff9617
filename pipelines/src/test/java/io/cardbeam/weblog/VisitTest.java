package io.cardbeam.weblog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VisitTest {
  private static Visit at(long second, String path) {
    return new Visit(second, second, 1, 1, 0, 0, 0, 7, path, path);
  }

  private static Visit session(long seconds, long hits, long pages, long errors, long probes) {
    return new Visit(0, seconds, hits, pages, errors, 0, probes, 0, "/", "/");
  }

  /**
   * Beside a model that goes over the times in order: parts come in any order and in any groups.
   */
  @Property
  void makesTheSameSessionsHoweverPartsCome(
      @ForAll @Size(max = 30) List<@IntRange(max = 30_000) Integer> seconds, @ForAll long seed) {
    List<Visit> parts = new ArrayList<>();
    for (int second : seconds) {
      parts.add(at(second, "/" + second % 5));
    }
    Random random = new Random(seed);
    Collections.shuffle(parts, random);
    int cut = parts.isEmpty() ? 0 : random.nextInt(parts.size());
    List<Visit> inGroups = new ArrayList<>(Visit.joined(parts.subList(0, cut)));
    inGroups.addAll(Visit.joined(parts.subList(cut, parts.size())));

    assertThat(Visit.joined(inGroups)).isEqualTo(Visit.joined(parts)).isEqualTo(model(seconds));
  }

  private static List<Visit> model(List<Integer> seconds) {
    List<Integer> sorted = seconds.stream().sorted().toList();
    List<Visit> sessions = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i) - sorted.get(i - 1) > 1_800) {
        List<Integer> of = sorted.subList(start, i);
        long first = of.get(0);
        long last = of.get(of.size() - 1);
        sessions.add(
            new Visit(
                first,
                last,
                of.size(),
                of.size(),
                0,
                0,
                0,
                7L * of.size(),
                "/" + first % 5,
                "/" + last % 5));
        start = i;
      }
    }
    return sessions;
  }

  @Test
  void knowsRobotsByWhatTheyDo() {
    assertThat(BotSign.ofBehaviour(List.of(session(600, 30, 10, 1, 0)))).isEmpty();
    assertThat(BotSign.ofBehaviour(List.of(session(600, 30, 10, 1, 1)))).isEmpty();
    assertThat(BotSign.ofBehaviour(List.of(session(600, 30, 10, 1, 1), session(0, 1, 1, 1, 1))))
        .contains(BotSign.PROBES);
    assertThat(BotSign.ofBehaviour(List.of(session(600, 25, 25, 20, 0)))).contains(BotSign.ERRORS);
    assertThat(BotSign.ofBehaviour(List.of(session(600, 26, 25, 20, 0)))).isEmpty();
    assertThat(BotSign.ofBehaviour(List.of(session(600, 19, 19, 19, 0)))).isEmpty();
    assertThat(BotSign.ofBehaviour(List.of(session(59, 60, 60, 0, 0)))).contains(BotSign.PACE);
    assertThat(BotSign.ofBehaviour(List.of(session(60, 60, 60, 0, 0)))).isEmpty();
    assertThat(BotSign.ofBehaviour(List.of(session(59, 600, 59, 0, 0)))).isEmpty();
    Visit robots = new Visit(0, 0, 1, 1, 0, 1, 0, 0, "/robots.txt", "/robots.txt");
    assertThat(BotSign.ofBehaviour(List.of(robots))).isEqualTo(Optional.of(BotSign.ROBOTS_TXT));
  }
}
