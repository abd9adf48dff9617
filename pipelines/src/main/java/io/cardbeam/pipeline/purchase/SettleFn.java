package io.cardbeam.pipeline.purchase;

import io.cardbeam.clearing.ClearingTerms;
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
    JoinFn.emit(CaseFile.settle(facts, terms), out);
  }
}
