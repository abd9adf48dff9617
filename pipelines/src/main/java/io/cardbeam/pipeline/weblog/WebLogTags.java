package io.cardbeam.pipeline.weblog;

import io.cardbeam.pipeline.search.SearchDocument;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Outputs of the steps that read logs, and what they count. */
public final class WebLogTags {
  /** Namespace of the counters. */
  public static final String NAMESPACE = "weblogs";

  /** Lines that were read: hits and dead letters. */
  public static final String LINES = "lines";

  /** Lines that describe a request. */
  public static final String HITS = "hits";

  /** Lines that don't, and files that can't be read. */
  public static final String DEAD_LETTERS = "dead_letters";

  /** Hits that no person made. */
  public static final String BOTS = "bots";

  /** Hits that are too old to be written. */
  public static final String FORGOTTEN = "forgotten";

  /** Sessions. */
  public static final String SESSIONS = "sessions";

  /** Visitors. */
  public static final String VISITORS = "visitors";

  /** Lines that came again from a topic. */
  public static final String REPEATED = "repeated";

  /** Files that were written of what came from a topic. */
  public static final String FILES = "files";

  static final TupleTag<LogBlock> BLOCKS = new TupleTag<>() {};
  static final TupleTag<KV<String, Tally>> COUNTS = new TupleTag<>() {};

  /** Rows of files, by file, and in it by a key that they are sorted by. */
  static final TupleTag<KV<String, KV<String, byte[]>>> ROWS = new TupleTag<>() {};

  /** Hits for the index. */
  static final TupleTag<SearchDocument> DOCUMENTS = new TupleTag<>() {};

  /** Visitors that are robots by what they do. */
  static final TupleTag<Long> ROBOTS = new TupleTag<>() {};

  static final KvCoder<String, KV<String, byte[]>> ROW_CODER =
      KvCoder.of(StringUtf8Coder.of(), io.cardbeam.pipeline.files.WriteSorted.CODER);

  private WebLogTags() {}

  static Counter counter(String name) {
    return Metrics.counter(NAMESPACE, name);
  }
}
