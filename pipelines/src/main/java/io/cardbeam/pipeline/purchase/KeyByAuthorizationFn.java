package io.cardbeam.pipeline.purchase;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Puts card and authorization before each fact: the same id on two cards is two authorizations. A
 * token holds no blank.
 */
final class KeyByAuthorizationFn extends DoFn<Fact, KV<String, Fact>> {
  private static final long serialVersionUID = 1L;

  @ProcessElement
  public void process(@Element Fact fact, OutputReceiver<KV<String, Fact>> out) {
    out.output(KV.of(fact.cardToken() + ' ' + fact.authorizationId(), fact));
  }
}
