package io.cardbeam.pipeline.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class EventBlocksTest {

  @Property(tries = 20)
  void holdNoMoreThanTheyMayAndLoseNothing(
      @ForAll @LongRange(min = 0, max = 1000) long seed,
      @ForAll @IntRange(min = 1, max = 200_000) int mostBytes) {
    GeneratedBooks books = GeneratedBooks.of(seed, 5, 40);
    EventBlocks blocks = new EventBlocks(mostBytes);
    Map<String, List<Event>> read = new HashMap<>();
    Map<String, List<Event>> expected = new HashMap<>();
    EventBlocks.Receiver receiver =
        (card, block) -> {
          assertThat(block).hasSizeBetween(1, EventBlocks.FULL_BYTES + 10_000);
          EventBlocks.read(
              block, event -> read.computeIfAbsent(card, any -> new ArrayList<>()).add(event));
        };
    int added = 0;
    for (Event event : all(books)) {
      blocks.add(event, receiver);
      expected.computeIfAbsent(event.cardToken(), any -> new ArrayList<>()).add(event);
      added++;
      int out = read.values().stream().mapToInt(List::size).sum();
      // An event of these books takes 30 bytes at least.
      assertThat(added - out).isLessThanOrEqualTo(mostBytes / 30 + 1);
    }
    blocks.flush(receiver);
    assertThat(read).isEqualTo(expected);
  }

  @Test
  void aBlockThatIsFullIsGivenOutAtOnce() {
    Event event = GeneratedBooks.of(1, 1, 1).events().get(0);
    EventBlocks blocks = new EventBlocks();
    List<byte[]> out = new ArrayList<>();
    for (int bytes = 0; bytes < 3 * EventBlocks.FULL_BYTES; bytes += 30) {
      blocks.add(event, (card, block) -> out.add(block));
    }
    assertThat(out).isNotEmpty();
    assertThat(out).allMatch(block -> block.length >= EventBlocks.FULL_BYTES);
  }

  @Test
  void booksAreReadAsTheyWereWritten() throws Exception {
    GeneratedBooks books = GeneratedBooks.of(3, 1, 50);
    List<AnsweredRequest> answers = new ArrayList<>();
    for (Decided one : books.decided()) {
      answers.add(new AnsweredRequest(one.request(), one.decision()));
    }
    CardBooks card = new CardBooks("card", books.events(), answers);
    assertThat(answers).isNotEmpty();
    assertThat(
            CoderUtils.decodeFromByteArray(
                CardBooksCoder.of(), CoderUtils.encodeToByteArray(CardBooksCoder.of(), card)))
        .isEqualTo(card);
  }

  private static List<Event> all(GeneratedBooks books) {
    List<Event> all = new ArrayList<>(books.events());
    all.addAll(books.findings());
    for (Decided one : books.decided()) {
      all.add(Event.of(one.request()));
      all.add(Event.of(one.decision()));
    }
    return all;
  }
}
