package io.cardbeam.pipeline.warehouse;

import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.star.CardMembers;
import io.cardbeam.star.CardStar;
import io.cardbeam.star.CardStarBuilder;
import io.cardbeam.star.StarTable;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * All that one card gives. The transactions are the main output; all that goes to the dimensions is
 * one element, because on Flink in batch mode each output is handed the elements of all outputs.
 */
final class BuildCardFn extends DoFn<KV<String, Iterable<CardEntry>>, SpecificRecord> {
  private static final long serialVersionUID = 1L;

  static final TupleTag<CardMembers> MEMBERS = new TupleTag<>("members");

  static TupleTagList sideOutputs() {
    return TupleTagList.of(StarRows.tag(StarTable.FACT_AUTHORIZATION)).and(MEMBERS);
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<CardEntry>> card, MultiOutputReceiver out) {
    List<Event> events = new ArrayList<>();
    List<AnsweredRequest> answers = new ArrayList<>();
    for (CardEntry entry : card.getValue()) {
      if (entry instanceof CardEntry.Booked booked) {
        events.add(booked.event());
      } else if (entry instanceof CardEntry.Answered answered) {
        answers.add(answered.answer());
      }
    }
    CardStar star = CardStarBuilder.build(card.getKey(), events, answers);
    emit(star.transactions(), StarTable.FACT_TRANSACTION, out);
    emit(star.authorizations(), StarTable.FACT_AUTHORIZATION, out);
    out.get(MEMBERS).output(star.members());
  }

  private static void emit(
      List<? extends SpecificRecord> rows, StarTable table, MultiOutputReceiver out) {
    rows.forEach(out.get(StarRows.tag(table))::output);
  }
}
