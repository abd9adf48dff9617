package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.ClassifyCommand;
import io.cardbeam.command.StatementsCommand;
import io.cardbeam.command.WarehouseCommand;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lake in which events lie several times, some of them saying something else, and many at one
 * instant. Whatever files its events are in, in whatever order and on however many threads they are
 * read, and in whatever process, what is made of it is the same to the byte; and it is what is made
 * of a lake that holds only the events that stand.
 */
class SameBytesTest {
  private static final long SEED = 19;
  private static final int CARDS = 4;

  @TempDir Path folder;
  private final Random random = new Random(SEED);

  @Test
  void theSameEventsMakeTheSameBytes() throws IOException {
    List<Event> all = withConflicts(traffic());
    List<Event> standing = standing(all);
    int conflicts = conflicts(all, standing);
    assertThat(conflicts).isPositive();
    write("one", all, 1);
    write("other", all, 4);
    write("clean", standing, 1);

    Map<String, String> one = made("one", 1, conflicts);
    assertThat(one.keySet())
        .anyMatch(name -> name.endsWith(".json"))
        .contains("bills/dead-letters.csv", "decided/decisions.csv");
    assertThat(made("other", 4, conflicts)).isEqualTo(one);
    Map<String, String> clean = made("clean", 2, 0);
    assertThat(withoutLetters(clean)).isEqualTo(withoutLetters(one));

    // What was issued on one lake is issued on the other: nothing is new, and nothing corrected.
    JsonNode again = statements("other", 3, folder.resolve("one/bills"), SameBytesTest::runHere);
    assertThat(again.path("issued").asLong()).isZero();
    assertThat(again.path("corrected").asLong()).isZero();
    assertThat(again.path("unchanged").asLong()).isPositive();
  }

  /** Sets of enum constants, and immutable sets and maps, have another order in each process. */
  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void anotherProcessMakesTheSameBytes() throws IOException {
    List<Event> all = withConflicts(traffic());
    write("one", all, 1);
    int conflicts = conflicts(all, standing(all));
    Map<String, String> here = made("one", "here", 1, conflicts, SameBytesTest::runHere);
    assertThat(here.keySet()).filteredOn(name -> name.endsWith(".parquet")).hasSizeGreaterThan(5);
    Map<String, String> there = made("one", "there", 1, conflicts, this::runInAnotherProcess);
    assertThat(there.keySet()).isEqualTo(here.keySet());
    assertThat(
            here.entrySet().stream()
                .filter(file -> !file.getValue().equals(there.get(file.getKey())))
                .map(Map.Entry::getKey))
        .as("files that differ")
        .isEmpty();
  }

  private List<Event> traffic() {
    List<Event> events = new ArrayList<>();
    for (int card = 0; card < CARDS; card++) {
      String token = TestLake.token("card", 5 + card * 6);
      for (int day = 0; day < 45; day += 3) {
        // Two cards at a time do the same at one instant.
        Instant time =
            LocalDate.of(2025, 2, 15).plusDays(day).atTime(9, card / 2).toInstant(ZoneOffset.UTC);
        String id = token + "-" + day;
        events.addAll(TestLake.purchase(id, token, time, 1_000 + random.nextInt(9_000)));
        switch (random.nextInt(4)) {
          case 0 -> events.add(TestLake.refund(id, token, time, 500));
          case 1 -> {
            events.add(TestLake.payment("y-" + id, token, time, 2_000));
            events.add(TestLake.payment("z-" + id, token, time, 2_000));
          }
          default -> {
            // A purchase alone.
          }
        }
      }
    }
    return events;
  }

  private List<Event> withConflicts(List<Event> events) {
    List<Event> all = new ArrayList<>(events);
    for (Event event : events) {
      switch (random.nextInt(6)) {
        case 0 -> all.add(event);
        case 1 -> all.add(with(event, "amount_minor", 300L + random.nextInt(100)));
        case 2 ->
            all.add(with(event, "event_time", Instant.ofEpochMilli(event.eventTimeMillis() + 1)));
        default -> {
          // It came once.
        }
      }
    }
    return all;
  }

  private static Event with(Event event, String field, Object value) {
    Schema schema = event.type().schema();
    Schema.Field changed = schema.getField(field);
    if (changed == null) {
      return event;
    }
    SpecificRecord body = SpecificData.getForSchema(schema).deepCopy(schema, event.body());
    body.put(changed.pos(), value);
    return Event.of(body);
  }

  /** The model: of each identity the least. */
  private static List<Event> standing(List<Event> all) {
    Map<Event.Identity, Event> first = new HashMap<>();
    for (Event event : all) {
      first.merge(event.identity(), event, (a, b) -> Event.FIRST_COPY.compare(a, b) <= 0 ? a : b);
    }
    return new ArrayList<>(first.values());
  }

  private static int conflicts(List<Event> all, List<Event> standing) {
    Set<Object> told = new HashSet<>();
    for (Event event : all) {
      for (Event first : standing) {
        if (first.identity().equals(event.identity()) && !first.said().equals(event.said())) {
          told.add(List.of(event.identity(), event.said()));
        }
      }
    }
    return told.size();
  }

  private void write(String name, List<Event> events, int files) throws IOException {
    List<Event> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    TestLake.write(folder.resolve(name).resolve("lake"), shuffled, files, random);
  }

  /** All that the commands make of a lake, by name. */
  private Map<String, String> made(String name, int threads, int conflicts) throws IOException {
    return made(name, name, threads, conflicts, SameBytesTest::runHere);
  }

  private Map<String, String> made(
      String name, String into, int threads, int conflicts, Commands commands) throws IOException {
    Path home = folder.resolve(into);
    JsonNode bills = statements(name, threads, home.resolve("bills"), commands);
    assertThat(bills.path("conflicts").asInt()).isEqualTo(conflicts);
    assertThat(bills.path("issued").asLong()).isPositive();
    run(commands, "warehouse", name, threads, home.resolve("star"));
    run(commands, "classify", name, threads, home.resolve("decided"));
    Map<String, String> contents = new TreeMap<>();
    for (String part : List.of("bills/current", "star/current", "decided")) {
      Path of = home.resolve(part).toRealPath();
      try (Stream<Path> files = Files.walk(of)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          contents.put(
              part.replace("/current", "") + "/" + of.relativize(file),
              Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }

  private static Map<String, String> withoutLetters(Map<String, String> made) {
    Map<String, String> rest = new TreeMap<>(made);
    rest.keySet().removeIf(name -> name.endsWith("dead-letters.csv"));
    return rest;
  }

  private JsonNode statements(String name, int threads, Path bills, Commands commands)
      throws IOException {
    return new ObjectMapper()
        .readTree(
            run(
                commands,
                "statements",
                name,
                threads,
                bills,
                "--month=2025-02..2025-03",
                "--json"));
  }

  private String run(
      Commands commands, String command, String name, int threads, Path output, String... more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--runner=direct",
                "--parallelism=" + threads,
                "--input=" + folder.resolve(name).resolve("lake"),
                "--output=" + output));
    arguments.addAll(List.of(more));
    StarOfSample.Answer answer = commands.run(command, arguments);
    assertThat(answer.exit()).as(answer.out() + answer.err()).isZero();
    return answer.out();
  }

  /** Where commands run. */
  private interface Commands {
    StarOfSample.Answer run(String command, List<String> arguments) throws IOException;
  }

  private static StarOfSample.Answer runHere(String command, List<String> arguments) {
    Object any =
        switch (command) {
          case "statements" -> new StatementsCommand();
          case "warehouse" -> new WarehouseCommand();
          case "classify" -> new ClassifyCommand();
          default -> throw new IllegalArgumentException(command);
        };
    return StarOfSample.run(any, arguments);
  }

  private StarOfSample.Answer runInAnotherProcess(String command, List<String> arguments)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command));
    words.addAll(arguments);
    Path out = folder.resolve(command + ".out");
    Path err = folder.resolve(command + ".err");
    Process process =
        new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      int exit = process.waitFor();
      return new StarOfSample.Answer(exit, Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command + " ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
