package io.cardbeam.pipeline.warehouse;

import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.star.CardStar;
import io.cardbeam.star.CardStarBuilder;
import io.cardbeam.star.MerchantSighting;
import io.cardbeam.star.StarTable;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** All rows of one card; its transactions are the main output. */
final class BuildCardFn extends DoFn<KV<String, Iterable<CardEntry>>, SpecificRecord> {
  private static final long serialVersionUID = 1L;

  static final TupleTag<MerchantSighting> MERCHANTS = new TupleTag<>("merchants");
  static final TupleTag<String> CATEGORIES = new TupleTag<>("categories");
  static final TupleTag<Integer> YEARS = new TupleTag<>("years");

  static TupleTagList sideOutputs() {
    return TupleTagList.of(StarRows.tag(StarTable.FACT_AUTHORIZATION))
        .and(StarRows.tag(StarTable.DIM_CUSTOMER))
        .and(StarRows.tag(StarTable.DIM_CARD))
        .and(MERCHANTS)
        .and(CATEGORIES)
        .and(YEARS);
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
    emit(star.customers(), StarTable.DIM_CUSTOMER, out);
    emit(List.of(star.card()), StarTable.DIM_CARD, out);
    star.merchants().forEach(out.get(MERCHANTS)::output);
    star.categories().forEach(out.get(CATEGORIES)::output);
    star.years().forEach(out.get(YEARS)::output);
  }

  private static void emit(
      List<? extends SpecificRecord> rows, StarTable table, MultiOutputReceiver out) {
    rows.forEach(out.get(StarRows.tag(table))::output);
  }
}
