package io.cardbeam.pipeline.purchase;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Puts the authorization's id before each fact. */
final class KeyByAuthorizationFn extends DoFn<Fact, KV<String, Fact>> {
  private static final long serialVersionUID = 1L;

  @ProcessElement
  public void process(@Element Fact fact, OutputReceiver<KV<String, Fact>> out) {
    out.output(KV.of(fact.authorizationId(), fact));
  }
}
