package io.cardbeam.pipeline.warehouse;

import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.star.CalendarKey;
import io.cardbeam.star.CardMembers;
import io.cardbeam.star.CardStar;
import io.cardbeam.star.CardStarBuilder;
import io.cardbeam.star.StarTable;
import io.cardbeam.wire.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * All that one card gives. The main output is blocks of its facts; all that goes to the dimensions
 * is one element, because on Flink in batch mode each output is handed the elements of all outputs.
 */
final class BuildCardFn extends DoFn<KV<String, Iterable<byte[]>>, FactBlock> {
  private static final long serialVersionUID = 1L;

  static final TupleTag<FactBlock> BLOCKS = new TupleTag<>("blocks");
  static final TupleTag<CardMembers> MEMBERS = new TupleTag<>("members");

  @ProcessElement
  public void process(@Element KV<String, Iterable<byte[]>> card, MultiOutputReceiver out)
      throws IOException {
    List<Event> events = new ArrayList<>();
    List<AnsweredRequest> answers = new ArrayList<>();
    for (byte[] block : card.getValue()) {
      ByteArrayInputStream bytes = new ByteArrayInputStream(block);
      while (bytes.available() > 0) {
        CardEntry entry = CardEntryCoder.of().decode(bytes);
        if (entry instanceof CardEntry.Booked booked) {
          events.add(booked.event());
        } else if (entry instanceof CardEntry.Answered answered) {
          answers.add(answered.answer());
        }
      }
    }
    CardStar star = CardStarBuilder.build(card.getKey(), events, answers);
    emit(star.transactions(), StarTable.FACT_TRANSACTION, out);
    emit(star.authorizations(), StarTable.FACT_AUTHORIZATION, out);
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
    byMonth.forEach((month, ofMonth) -> out.get(BLOCKS).output(FactBlock.of(fact, month, ofMonth)));
  }
}
