package io.cardbeam.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Payment;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.sample.ConflictingCopies;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class DistinctEventsTest {

  /** The model: an event stands if no other of its identity comes before it. */
  @Property(tries = 30)
  void ofEachIdentityTheFirstStandsAndWhatSaysSomethingElseIsTold(
      @ForAll long seed, @ForAll boolean withPlaces) {
    List<Event> all = copies(seed, withPlaces);
    List<Event> standing = new ArrayList<>();
    Set<List<Object>> told = new HashSet<>();
    for (Event event : all) {
      List<Event> same =
          all.stream().filter(other -> other.identity().equals(event.identity())).toList();
      Event first = same.stream().min(Event.FIRST_COPY).orElseThrow();
      if (event.equals(first) && !standing.contains(event)) {
        standing.add(event);
      }
      if (!event.said().equals(first.said())) {
        told.add(List.of(event.identity(), event.said()));
      }
    }
    DistinctEvents distinct = DistinctEvents.of(all);
    assertThat(distinct.events()).containsExactlyInAnyOrderElementsOf(standing);
    assertThat(distinct.conflicts())
        .extracting(it -> List.<Object>of(it.event().identity(), it.event().said()))
        .containsExactlyInAnyOrderElementsOf(told);
    assertThat(distinct.conflicts()).allMatch(it -> !it.fields().isEmpty());
    assertThat(distinct.events().size() + distinct.conflicts().size() + distinct.copies())
        .isEqualTo(all.size());
  }

  @Property(tries = 30)
  void isTheSameForAnyOrder(@ForAll long seed, @ForAll boolean withPlaces) {
    List<Event> all = copies(seed, withPlaces);
    List<Event> other = GeneratedBooks.shuffled(all, seed + 1);
    assertThat(DistinctEvents.inOrder(other)).isEqualTo(DistinctEvents.inOrder(all));
    assertThat(DistinctEvents.of(other).conflicts()).isEqualTo(DistinctEvents.of(all).conflicts());
  }

  /** What sorts by one of these gives the same list for any order, so that it must be total. */
  @Property(tries = 30)
  void everyOrderIsTotal(@ForAll long seed, @ForAll boolean withPlaces) {
    List<Event> all = copies(seed, withPlaces);
    for (Comparator<Event> order : List.of(Event.CARD_ORDER, Event.TIME_ORDER, Event.FIRST_COPY)) {
      List<Event> sorted = new ArrayList<>(all);
      sorted.sort(order);
      List<Event> again = GeneratedBooks.shuffled(all, seed + 1);
      again.sort(order);
      assertThat(again).isEqualTo(sorted);
      for (int i = 1; i < sorted.size(); i++) {
        boolean isSame = sorted.get(i - 1).equals(sorted.get(i));
        assertThat(order.compare(sorted.get(i - 1), sorted.get(i)) == 0).isEqualTo(isSame);
      }
    }
  }

  @Test
  void aRequestThatIsAskedAgainLaterIsTheSame() {
    AuthorizationRequest request = request();
    AuthorizationRequest later =
        AuthorizationRequest.newBuilder(request)
            .setEventTime(request.getEventTime().plusSeconds(5))
            .build();
    AuthorizationRequest dearer =
        AuthorizationRequest.newBuilder(later).setAmountMinor(999L).build();
    DistinctEvents distinct =
        DistinctEvents.of(List.of(Event.of(dearer), Event.of(later), Event.of(request)));
    assertThat(distinct.events()).containsExactly(Event.of(request));
    assertThat(distinct.copies()).isEqualTo(1);
    assertThat(distinct.conflicts().get(0).fields()).containsExactly("event_time", "amount_minor");
  }

  @Test
  void whatCameFirstInItsLogStandsThoughItIsDatedLater() {
    Event early = SampleEvents.payment("y", "c", SampleEvents.START, 100);
    Event late = SampleEvents.payment("y", "c", SampleEvents.START.plusSeconds(9), 200);
    Event first = new Event(late.type(), 7, late.body());
    Event second = new Event(early.type(), 8, early.body());
    DistinctEvents distinct = DistinctEvents.of(List.of(second, first));
    assertThat(distinct.events()).containsExactly(first);
    assertThat(distinct.conflicts()).hasSize(1);
  }

  /** Transactions count from their cut-off on, wherever they lie in their topic. */
  @Test
  void transactionsAreOrderedByTheirCutOffAndCardEventsByTheirLog() {
    Payment now = SampleEvents.payment("a", "c", SampleEvents.START, 1).body(Payment.class);
    Payment soon =
        Payment.newBuilder(now)
            .setPaymentId("b")
            .setEffectiveFrom(now.getEffectiveFrom().plusSeconds(60))
            .build();
    assertThat(Event.CARD_ORDER.compare(placed(now, 9), placed(soon, 3))).isNegative();
    AuthorizationRequest request = request();
    AuthorizationRequest next =
        AuthorizationRequest.newBuilder(request)
            .setRequestId("next")
            .setEventTime(request.getEventTime().plusSeconds(60))
            .build();
    assertThat(Event.CARD_ORDER.compare(placed(request, 9), placed(next, 3))).isPositive();
  }

  private static Event placed(SpecificRecord body, long position) {
    return new Event(Event.of(body).type(), position, body);
  }

  private static AuthorizationRequest request() {
    return SampleEvents.decided("r", "c", SampleEvents.START, 100, Outcome.APPROVED).request();
  }

  private static List<Event> copies(long seed, boolean withPlaces) {
    GeneratedBooks books = GeneratedBooks.of(seed, 3, 10);
    List<Event> events = new ArrayList<>(books.events());
    for (Decided one : books.decided()) {
      events.add(Event.of(one.request()));
      events.add(Event.of(one.decision()));
    }
    return ConflictingCopies.of(events, withPlaces, new Random(seed));
  }
}
