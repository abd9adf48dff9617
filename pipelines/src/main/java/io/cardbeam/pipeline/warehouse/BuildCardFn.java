package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.star.CalendarKey;
import io.cardbeam.star.CardMembers;
import io.cardbeam.star.CardStar;
import io.cardbeam.star.CardStarBuilder;
import io.cardbeam.star.StarTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/**
 * All that one card gives. The main output is blocks of its facts; all that goes to the dimensions
 * is one element, because on Flink in batch mode each output is handed the elements of all outputs.
 */
final class BuildCardFn extends DoFn<CardBooks, FactBlock> {
  private static final long serialVersionUID = 1L;

  static final TupleTag<FactBlock> BLOCKS = new TupleTag<>("blocks");
  static final TupleTag<CardMembers> MEMBERS = new TupleTag<>("members");

  @ProcessElement
  public void process(@Element CardBooks card, MultiOutputReceiver out) {
    CardStar star = CardStarBuilder.build(card.cardToken(), card.events(), card.answers());
    emit(star.transactions(), StarTable.FACT_TRANSACTION, out);
    emit(star.authorizations(), StarTable.FACT_AUTHORIZATION, out);
    emit(star.transfers(), StarTable.FACT_LEDGER_TRANSFER, out);
    out.get(MEMBERS).output(star.members());
  }

  private static void emit(
      List<? extends SpecificRecord> rows, StarTable fact, MultiOutputReceiver out) {
    int dateKey = fact.dateKeyColumn();
    Map<String, List<SpecificRecord>> byMonth = new TreeMap<>();
    for (SpecificRecord row : rows) {
      String month = CalendarKey.monthOf((Integer) row.get(dateKey));
      byMonth.computeIfAbsent(month, it -> new ArrayList<>()).add(row);
    }
    byMonth.forEach(
        (month, ofMonth) -> FactBlock.encode(fact, month, ofMonth, out.get(BLOCKS)::output));
  }
}
