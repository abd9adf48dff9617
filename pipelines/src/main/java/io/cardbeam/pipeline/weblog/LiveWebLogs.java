package io.cardbeam.pipeline.weblog;

import io.cardbeam.event.LogLine;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.read.ReadRecords;
import io.cardbeam.pipeline.search.SearchDocument;
import io.cardbeam.pipeline.search.WriteDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * The pipeline of access logs that come from a topic, unbounded. Lines are read as the bounded one
 * reads them. What a robot is shows by what its visitor did up to the hit. Files never change, and
 * counts are rows to be added up, so no line is too late. A document of the index has the place of
 * its line as its id, so one that is written again replaces itself.
 */
public final class LiveWebLogs {
  private final WebLogSettings settings;
  private final LiveSettings live;
  private final Optional<HitIndex> index;

  private LiveWebLogs(WebLogSettings settings, LiveSettings live, Optional<HitIndex> index) {
    this.settings = settings;
    this.live = live;
    this.index = index;
  }

  /**
   * Puts all steps into a pipeline.
   *
   * @param settings how lines are read; what is read goes to files if they name a folder
   * @param index where hits are indexed as they come, if anywhere
   */
  public static void read(
      Pipeline pipeline, WebLogSettings settings, LiveSettings live, Optional<HitIndex> index) {
    new LiveWebLogs(settings, live, index).build(pipeline);
  }

  private void build(Pipeline pipeline) {
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
    PCollection<LoggedHit> flagged = watched.get(LiveTags.FLAGGED).setCoder(hits);
    List<PCollection<KV<String, byte[]>>> refusals = new ArrayList<>();
    refusals.add(rows(decoded));
    refusals.add(rows(parsed));
    index.ifPresent(to -> refusals.add(refused(flagged, to)));
    PCollection<KV<String, byte[]>> sessions = rows(watched);
    if (settings.writes()) {
      List<PCollection<KV<String, byte[]>>> all = new ArrayList<>(refusals);
      all.add(sessions);
      all.addAll(hitsAndCounts(flagged));
      PCollectionList.of(all)
          .apply("AllRows", Flatten.pCollections())
          .apply("RowFiles", ParDo.of(new RowFilesFn(live.fileEvery())))
          .setCoder(LiveTags.ROW_CODER)
          .apply("WriteFiles", ParDo.of(new WriteRowFileFn(settings.output())));
    } else {
      PCollectionList.of(refusals)
          .apply("AllRefusals", Flatten.pCollections())
          .apply("LogRefusals", ParDo.of(new LogRowsFn()));
    }
  }

  private static PCollection<KV<String, byte[]>> rows(PCollectionTuple part) {
    return part.get(LiveTags.ROWS).setCoder(LiveTags.ROW_CODER);
  }

  /** Writes hits to the index; gives rows of those that it refuses. */
  private PCollection<KV<String, byte[]>> refused(PCollection<LoggedHit> hits, HitIndex to) {
    boolean anonymize = settings.anonymize();
    return hits.apply(
            "HitDocuments",
            MapElements.into(TypeDescriptor.of(SearchDocument.class))
                .via(hit -> HitDocument.of(hit, anonymize)))
        .setCoder(SearchDocument.CODER)
        .apply("IndexHits", new WriteDocuments(to.connection(), to.indices(), to.patience()))
        .apply(
            "RefusedRows",
            MapElements.into(new TypeDescriptor<KV<String, byte[]>>() {})
                .via(HitDocument::refusedLiveRow))
        .setCoder(LiveTags.ROW_CODER);
  }

  private List<PCollection<KV<String, byte[]>>> hitsAndCounts(PCollection<LoggedHit> hits) {
    PCollectionTuple rows =
        hits.apply(
            "HitRows",
            ParDo.of(new HitRowsFn(settings.anonymize()))
                .withOutputTags(LiveTags.ROWS, TupleTagList.of(LiveTags.COUNTS)));
    return List.of(
        rows(rows),
        rows.get(LiveTags.COUNTS)
            .setCoder(KvCoder.of(StringUtf8Coder.of(), Tally.CODER))
            .apply("SumCounts", ParDo.of(new SumCountsFn(live.fileEvery())))
            .setCoder(LiveTags.ROW_CODER));
  }
}
