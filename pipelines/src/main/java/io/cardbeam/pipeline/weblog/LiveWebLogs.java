package io.cardbeam.pipeline.weblog;

import io.cardbeam.event.LogLine;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.read.ReadRecords;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * The pipeline of access logs that come from a topic, unbounded. Lines are read as the bounded one
 * reads them. What a robot is shows by what its visitor did up to the hit. All that is written is
 * rows in files that never change, and counts are rows to be added up, so no line is too late.
 */
public final class LiveWebLogs {
  private LiveWebLogs() {}

  /** Puts all steps into a pipeline. */
  public static void read(Pipeline pipeline, WebLogSettings settings, LiveSettings live) {
    PCollectionTuple decoded =
        pipeline
            .apply("ReadLines", new ReadRecords(live.kafka(), live.topic(), live.startFrom()))
            .apply(
                "DecodeLines",
                ParDo.of(new DecodeLineFn())
                    .withOutputTags(LiveTags.LINES, TupleTagList.of(LiveTags.ROWS)));
    AvroRecordCoder<LogLine> lines = AvroRecordCoder.of(LogLine.class);
    decoded.get(LiveTags.LINES).setCoder(KvCoder.of(StringUtf8Coder.of(), lines));
    PCollectionTuple parsed =
        decoded
            .get(LiveTags.LINES)
            .apply("NewLines", ParDo.of(new NewLinesFn()))
            .setCoder(lines)
            .apply(
                "ParseLines",
                ParDo.of(new ParseLineFn(settings))
                    .withOutputTags(LiveTags.HITS, TupleTagList.of(LiveTags.ROWS)));
    LoggedHitCoder hits = new LoggedHitCoder();
    parsed.get(LiveTags.HITS).setCoder(KvCoder.of(VarLongCoder.of(), hits));
    PCollectionTuple watched =
        parsed
            .get(LiveTags.HITS)
            .apply(
                "WatchVisitors",
                ParDo.of(new WatchVisitorsFn(live.sessionWait()))
                    .withOutputTags(LiveTags.FLAGGED, TupleTagList.of(LiveTags.ROWS)));
    PCollectionTuple rows =
        watched
            .get(LiveTags.FLAGGED)
            .setCoder(hits)
            .apply(
                "HitRows",
                ParDo.of(new HitRowsFn(settings.anonymize()))
                    .withOutputTags(LiveTags.ROWS, TupleTagList.of(LiveTags.COUNTS)));
    PCollection<KV<String, byte[]>> counts =
        rows.get(LiveTags.COUNTS)
            .setCoder(KvCoder.of(StringUtf8Coder.of(), Tally.CODER))
            .apply("SumCounts", ParDo.of(new SumCountsFn(live.fileEvery())))
            .setCoder(LiveTags.ROW_CODER);
    List<PCollection<KV<String, byte[]>>> all = new ArrayList<>();
    for (PCollectionTuple part : List.of(decoded, parsed, watched, rows)) {
      all.add(part.get(LiveTags.ROWS).setCoder(LiveTags.ROW_CODER));
    }
    all.add(counts);
    PCollectionList.of(all)
        .apply("AllRows", Flatten.pCollections())
        .apply("RowFiles", ParDo.of(new RowFilesFn(live.fileEvery())))
        .setCoder(LiveTags.ROW_CODER)
        .apply("WriteFiles", ParDo.of(new WriteRowFileFn(settings.output())));
  }
}
