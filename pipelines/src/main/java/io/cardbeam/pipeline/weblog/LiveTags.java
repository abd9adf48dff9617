package io.cardbeam.pipeline.weblog;

import io.cardbeam.event.LogLine;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Outputs of the steps of the unbounded pipeline. */
final class LiveTags {
  static final TupleTag<KV<String, LogLine>> LINES = new TupleTag<>() {};
  static final TupleTag<KV<Long, LoggedHit>> HITS = new TupleTag<>() {};
  static final TupleTag<LoggedHit> FLAGGED = new TupleTag<>() {};
  static final TupleTag<KV<String, Tally>> COUNTS = new TupleTag<>() {};

  /** Rows, one or more, by the table that they are for. */
  static final TupleTag<KV<String, byte[]>> ROWS = new TupleTag<>() {};

  static final KvCoder<String, byte[]> ROW_CODER =
      KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of());

  private LiveTags() {}
}
