package io.cardbeam.pipeline.purchase;

import io.cardbeam.clearing.ClearingTerms;
import io.cardbeam.event.TransactionException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * The join in bounded mode: all facts of an authorization in their order, through the same {@link
 * CaseFile} as the stream's.
 */
final class SettleFn extends DoFn<KV<String, Iterable<Fact>>, Booked> {
  private static final long serialVersionUID = 1L;

  private final ClearingTerms terms;

  SettleFn(ClearingTerms terms) {
    this.terms = terms;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<Fact>> element, MultiOutputReceiver out) {
    List<Fact> facts = new ArrayList<>();
    element.getValue().forEach(facts::add);
    facts.sort(Fact.ORDER);
    CaseFile file = CaseFile.EMPTY;
    for (Fact fact : facts) {
      file = emit(file.expire(fact.eventTimeMillis(), terms), out);
      file = emit(file.take(fact, terms), out);
    }
    emit(file.expire(Long.MAX_VALUE, terms), out);
  }

  private static CaseFile emit(CaseFile.Change change, MultiOutputReceiver out) {
    for (Booked booked : change.booked()) {
      out.get(JoinPurchases.BOOKED).output(booked);
    }
    for (TransactionException exception : change.exceptions()) {
      out.get(JoinPurchases.EXCEPTIONS).output(exception);
    }
    return change.file();
  }
}
