package io.cardbeam.pipeline.weblog;

import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.weblog.ContentHash;
import io.cardbeam.weblog.HitRow;
import io.cardbeam.weblog.LocatedHit;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/** Reads the lines of blocks, writes their hits, and counts them. */
final class WriteHitsFn extends DoFn<LogBlock, KV<String, Tally>> {
  private static final long serialVersionUID = 1L;
  private static final Counter LINES = WebLogTags.counter(WebLogTags.LINES);
  private static final Counter HITS = WebLogTags.counter(WebLogTags.HITS);
  private static final Counter DEAD_LETTERS = WebLogTags.counter(WebLogTags.DEAD_LETTERS);
  private static final Counter BOTS = WebLogTags.counter(WebLogTags.BOTS);
  private static final Counter FORGOTTEN = WebLogTags.counter(WebLogTags.FORGOTTEN);
  private static final int SECONDS_A_DAY = 86_400;

  private final WebLogSettings settings;
  private final PCollectionView<Iterable<Long>> robotsView;
  private final boolean indexes;
  private transient @Nullable LineReading reading;
  private transient @Nullable Set<Long> robots;
  private transient Counts counts = new Counts();
  private transient EncodedTexts texts = new EncodedTexts();

  /**
   * @param robotsView visitors that are robots by what they do
   * @param indexes whether hits are given out as documents too
   */
  WriteHitsFn(
      WebLogSettings settings, PCollectionView<Iterable<Long>> robotsView, boolean indexes) {
    this.indexes = indexes;
    this.settings = settings;
    this.robotsView = robotsView;
  }

  @StartBundle
  public void start() throws IOException {
    reading = reading == null ? new LineReading(settings) : reading;
    counts = new Counts();
    texts = new EncodedTexts();
    robots = null;
  }

  @ProcessElement
  public void process(ProcessContext context) throws IOException {
    LineReading reader = reading;
    if (reader == null) {
      throw new IllegalStateException("a bundle was not started");
    }
    LogBlock block = context.element();
    byte[] bytes = block.lines().load();
    BlockHits hits = new BlockHits(block, bytes, robots(context), context);
    long lines = reader.read(bytes, block.firstLine(), hits);
    hits.close();
    LINES.inc(lines);
    RunProgress.countRead(lines);
    if (counts.isFull()) {
      counts.flush(context::output);
    }
  }

  private Set<Long> robots(ProcessContext context) {
    Set<Long> known = robots;
    if (known == null) {
      known = new HashSet<>();
      for (Long robot : context.sideInput(robotsView)) {
        known.add(robot);
      }
      robots = known;
    }
    return known;
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    counts.flush(
        count -> context.output(count, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
  }

  /** Takes the lines of one block. */
  private final class BlockHits implements LineReading.Receiver {
    private final LogBlock block;
    private final byte[] bytes;
    private final Set<Long> robotsByBehaviour;
    private final ProcessContext context;
    private final Map<Long, HitFile> files = new HashMap<>();
    private final ContentHash hash;
    private int hashed;
    private long hits;
    private long bots;
    private long deadLetters;
    private long forgotten;

    BlockHits(LogBlock block, byte[] bytes, Set<Long> robotsByBehaviour, ProcessContext context) {
      this.block = block;
      this.bytes = bytes;
      this.hash = ContentHash.of(block.before());
      this.robotsByBehaviour = robotsByBehaviour;
      this.context = context;
    }

    @Override
    public void hit(long line, int end, LocatedHit hit) throws IOException {
      hits++;
      if (hit.hit().epochSeconds() < settings.oldestSeconds()) {
        forgotten++;
        return;
      }
      boolean isBot = hit.agent().agentClass().isBot() || robotsByBehaviour.contains(hit.visitor());
      bots += isBot ? 1 : 0;
      if (!settings.writes() && !indexes) {
        return;
      }
      HitRow row = HitRow.of(block.file(), line, hit, isBot, settings.anonymize());
      if (settings.writes()) {
        counts.add(hit, isBot);
        file(hit).add(row);
      }
      if (indexes) {
        context.output(
            WebLogTags.DOCUMENTS,
            HitDocument.of(idUpTo(end), hit.hit().epochSeconds(), row, hit.address()));
      }
    }

    private String idUpTo(int end) {
      hash.add(bytes, hashed, end);
      hashed = end;
      return hash.text();
    }

    private HitFile file(LocatedHit hit) throws IOException {
      long day = Math.floorDiv(hit.hit().epochSeconds(), SECONDS_A_DAY);
      HitFile known = files.get(day);
      if (known == null) {
        known = HitFile.create(settings, block, LocalDate.ofEpochDay(day).toString(), texts);
        files.put(day, known);
      }
      return known;
    }

    @Override
    public void deadLetter(long line, String reason) {
      deadLetters++;
      context.output(WebLogTags.ROWS, Tables.deadLetter(block.file(), line, reason));
    }

    /** Ends the files, and counts. */
    void close() throws IOException {
      for (HitFile file : files.values()) {
        file.close();
      }
      HITS.inc(hits);
      BOTS.inc(bots);
      DEAD_LETTERS.inc(deadLetters);
      FORGOTTEN.inc(forgotten);
    }
  }
}
