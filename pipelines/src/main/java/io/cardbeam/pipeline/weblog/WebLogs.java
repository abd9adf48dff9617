package io.cardbeam.pipeline.weblog;

import io.cardbeam.pipeline.search.SearchDocument;
import io.cardbeam.pipeline.search.WriteDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * The pipeline of access logs. Files are read twice: what visitors do shows which of them are
 * robots, and only then rows can say so. Lines travel in blocks, and hits go from there to their
 * files; only counts, dead letters and parts of sessions are grouped.
 */
public final class WebLogs {
  private final Pipeline pipeline;
  private final WebLogSettings settings;
  private final String earlier;
  private final Optional<HitIndex> index;

  private WebLogs(
      Pipeline pipeline, WebLogSettings settings, String earlier, Optional<HitIndex> index) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.earlier = earlier;
    this.index = index;
  }

  /**
   * Puts all steps into a pipeline.
   *
   * @param sources logs to read
   * @param untouched logs that were read before, and are not read now
   * @param earlier folder with what earlier runs wrote, which what is new is added to; empty for
   *     none
   * @param index where hits are indexed too, if anywhere
   */
  public static void read(
      Pipeline pipeline,
      WebLogSettings settings,
      List<LogSource> sources,
      List<LogSource> untouched,
      String earlier,
      Optional<HitIndex> index) {
    new WebLogs(pipeline, settings, earlier, index).build(sources, untouched);
  }

  private void build(List<LogSource> sources, List<LogSource> untouched) {
    PCollection<LogSource> all =
        pipeline
            .apply("Sources", Create.of(sources).withCoder(SerializableCoder.of(LogSource.class)))
            .apply("SpreadSources", Reshuffle.viaRandomKey());
    PCollectionTuple visits = visits(all);
    PCollectionView<Iterable<Long>> robots =
        visits.get(WebLogTags.ROBOTS).apply("Robots", View.asIterable());
    PCollectionTuple read =
        all.apply(
            "ReadLines",
            ParDo.of(new ReadBlocksFn(true, index.isPresent()))
                .withSideInputs(robots) // else the direct runner holds all lines until it is there
                .withOutputTags(WebLogTags.BLOCKS, TupleTagList.of(WebLogTags.ROWS)));
    read.get(WebLogTags.BLOCKS).setCoder(LogBlock.CODER);
    PCollectionTuple written =
        read.get(WebLogTags.BLOCKS)
            .apply("SpreadLines", Reshuffle.viaRandomKey())
            .apply(
                "WriteHits",
                ParDo.of(new WriteHitsFn(settings, robots, index.isPresent()))
                    .withSideInputs(robots)
                    .withOutputTags(
                        WebLogTags.COUNTS,
                        TupleTagList.of(WebLogTags.ROWS).and(WebLogTags.DOCUMENTS)));
    written.get(WebLogTags.COUNTS).setCoder(KvCoder.of(StringUtf8Coder.of(), Tally.CODER));
    List<PCollection<KV<String, KV<String, byte[]>>>> rows = new ArrayList<>();
    for (PCollectionTuple part : List.of(visits, read, written)) {
      rows.add(part.get(WebLogTags.ROWS).setCoder(WebLogTags.ROW_CODER));
    }
    PCollection<SearchDocument> documents =
        written.get(WebLogTags.DOCUMENTS).setCoder(SearchDocument.CODER);
    index.ifPresent(to -> rows.add(refused(documents, to)));
    if (settings.writes()) {
      rows.add(counts(written.get(WebLogTags.COUNTS)));
      rows.addAll(kept(untouched));
      PCollectionList.of(rows)
          .apply("AllRows", Flatten.pCollections())
          .apply("ByFile", GroupByKey.create())
          .apply("WriteTables", ParDo.of(new Tables.WriteFn(settings.output())));
    }
  }

  /** Writes documents to the index; gives rows of those that it refuses. */
  private static PCollection<KV<String, KV<String, byte[]>>> refused(
      PCollection<SearchDocument> documents, HitIndex to) {
    return documents
        .apply("IndexHits", new WriteDocuments(to.connection(), to.indices(), to.patience()))
        .apply(
            "RefusedRows",
            MapElements.into(new TypeDescriptor<KV<String, KV<String, byte[]>>>() {})
                .via(HitDocument::refusedRow))
        .setCoder(WebLogTags.ROW_CODER);
  }

  /** Sessions, and the robots that they show. */
  private PCollectionTuple visits(PCollection<LogSource> sources) {
    PCollectionTuple read =
        sources.apply(
            "ReadVisits",
            ParDo.of(new ReadBlocksFn(false, false))
                .withOutputTags(WebLogTags.BLOCKS, TupleTagList.of(WebLogTags.ROWS)));
    read.get(WebLogTags.ROWS).setCoder(WebLogTags.ROW_CODER);
    PCollection<KV<Integer, byte[]>> visitors =
        read.get(WebLogTags.BLOCKS)
            .setCoder(LogBlock.CODER)
            .apply("SpreadVisits", Reshuffle.viaRandomKey())
            .apply("Visitors", ParDo.of(new VisitorsFn(settings)));
    KvCoder<Integer, byte[]> coder = KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
    visitors.setCoder(coder);
    if (!earlier.isEmpty()) {
      visitors =
          PCollectionList.of(visitors)
              .and(
                  earlier("EarlierSessions")
                      .apply("ReadEarlierSessions", ParDo.of(new EarlierOutput.VisitorsFn()))
                      .setCoder(coder))
              .apply("AllSessions", Flatten.pCollections());
    }
    PCollectionTuple sessions =
        visitors
            .apply("GroupVisitors", GroupByKey.create())
            .apply(
                "Sessions",
                ParDo.of(new SessionsFn(settings.oldestSeconds()))
                    .withOutputTags(WebLogTags.ROBOTS, TupleTagList.of(WebLogTags.ROWS)));
    sessions.get(WebLogTags.ROBOTS).setCoder(VarLongCoder.of());
    return sessions;
  }

  private PCollection<String> earlier(String name) {
    return pipeline.apply(name, Create.of(earlier).withCoder(StringUtf8Coder.of()));
  }

  private PCollection<KV<String, KV<String, byte[]>>> counts(
      PCollection<KV<String, Tally>> counts) {
    PCollection<KV<String, Tally>> all = counts;
    if (!earlier.isEmpty()) {
      all =
          PCollectionList.of(counts)
              .and(
                  earlier("EarlierCounts")
                      .apply(
                          "ReadEarlierCounts",
                          ParDo.of(new EarlierOutput.CountsFn(settings.oldestSeconds())))
                      .setCoder(counts.getCoder()))
              .apply("AllCounts", Flatten.pCollections());
    }
    return all.apply("SumCounts", Combine.perKey(Tally::sum))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), Tally.CODER))
        .apply(
            "CountRows",
            MapElements.into(new TypeDescriptor<KV<String, KV<String, byte[]>>>() {})
                .via(Tables::count))
        .setCoder(WebLogTags.ROW_CODER);
  }

  /** What stays of earlier runs as it is, and a mark for each file, which may have no rows. */
  private List<PCollection<KV<String, KV<String, byte[]>>>> kept(List<LogSource> untouched) {
    List<KV<String, KV<String, byte[]>>> rows = new ArrayList<>();
    Tables.columns().keySet().forEach(file -> rows.add(KV.of(file, KV.of("", new byte[0]))));
    for (LogSource source : untouched) {
      source
          .readBefore()
          .forEach(
              place ->
                  rows.add(
                      ReadBlocksFn.readFile(source.identityBytes(), source.identity(), place)));
    }
    List<PCollection<KV<String, KV<String, byte[]>>>> kept = new ArrayList<>();
    kept.add(pipeline.apply("Kept", Create.of(rows).withCoder(WebLogTags.ROW_CODER)));
    if (!earlier.isEmpty()) {
      for (String table : List.of(Tables.DEAD_LETTERS, Tables.REFUSED_DOCUMENTS)) {
        kept.add(
            earlier("Earlier " + table)
                .apply("ReadEarlier " + table, ParDo.of(new EarlierOutput.LineRowsFn(table)))
                .setCoder(WebLogTags.ROW_CODER));
      }
    }
    return kept;
  }
}
