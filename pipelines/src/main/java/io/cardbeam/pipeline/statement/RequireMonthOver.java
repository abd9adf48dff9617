package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.traffic.LatestTimes;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Passes statements on if the event time of their input has come past the end of their cycles, by
 * {@link LatestTimes}, and else withholds all of them and counts them: what is issued never
 * changes, and an input that ends within a cycle would be billed to its end, with fees. Bounded
 * input in the global window.
 */
public final class RequireMonthOver
    extends PTransform<PCollection<Statement>, PCollection<Statement>> {
  /** Counter: statements that were withheld. */
  public static final String WITHHELD = "withheld";

  /** Distribution of one value: what event time has come to, milliseconds since 1970 UTC. */
  public static final String REACHED = "reached";

  private static final long serialVersionUID = 1L;
  private static final String VIEW = "latest";

  private final PCollection<CardBooks> books;
  private final Instant over;
  private final Instant now;
  private final boolean isPreview;

  /**
   * @param books that the statements are made of
   * @param over the first instant after the last of their cycles
   * @param now events that are dated later are none
   * @param isPreview whether all are passed on, and it is only told how far event time has come
   */
  public RequireMonthOver(
      PCollection<CardBooks> books, Instant over, Instant now, boolean isPreview) {
    this.books = books;
    this.over = over;
    this.now = now;
    this.isPreview = isPreview;
  }

  @Override
  public PCollection<Statement> expand(PCollection<Statement> statements) {
    long nowMillis = now.toEpochMilli();
    PCollectionView<LatestTimes> latest =
        books
            .apply(
                "LatestOfCard",
                MapElements.into(TypeDescriptor.of(LatestTimes.class))
                    .via(card -> latestOf(card, nowMillis)))
            .setCoder(new LatestTimesCoder())
            .apply("Latest", Combine.globally(RequireMonthOver::all))
            .setCoder(new LatestTimesCoder())
            .apply("AsView", View.asSingleton());
    return statements
        .apply(
            "Withhold",
            ParDo.of(new WithholdFn(over.toEpochMilli(), isPreview)).withSideInput(VIEW, latest))
        .setCoder(StatementCoder.of());
  }

  private static LatestTimes all(Iterable<LatestTimes> parts) {
    return StreamSupport.stream(parts.spliterator(), false)
        .reduce(LatestTimes.NONE, LatestTimes::plus);
  }

  private static LatestTimes latestOf(CardBooks card, long nowMillis) {
    LongStream requests =
        card.answers().stream()
            .map(AnsweredRequest::request)
            .map(AuthorizationRequest::getEventTime)
            .mapToLong(Instant::toEpochMilli);
    return LatestTimes.of(
        LongStream.concat(requests, card.events().stream().mapToLong(Event::eventTimeMillis))
            .filter(time -> time <= nowMillis));
  }

  private static final class WithholdFn extends DoFn<Statement, Statement> {
    private static final long serialVersionUID = 1L;

    private final long overMillis;
    private final boolean isPreview;
    private final Counter withheld = Metrics.counter(StatementCounters.NAMESPACE, WITHHELD);
    private final Distribution reached = Metrics.distribution(StatementCounters.NAMESPACE, REACHED);

    WithholdFn(long overMillis, boolean isPreview) {
      this.overMillis = overMillis;
      this.isPreview = isPreview;
    }

    @ProcessElement
    public void process(
        @Element Statement statement,
        @SideInput(VIEW) LatestTimes latest,
        OutputReceiver<Statement> output) {
      OptionalLong millis = latest.reached();
      millis.ifPresent(reached::update);
      if (isPreview || millis.orElse(Long.MIN_VALUE) >= overMillis) {
        output.output(statement);
      } else {
        withheld.inc();
      }
    }
  }

  private static final class LatestTimesCoder extends AtomicCoder<LatestTimes> {
    private static final long serialVersionUID = 1L;
    private static final ListCoder<Long> TIMES = ListCoder.of(VarLongCoder.of());

    @Override
    public void encode(LatestTimes value, OutputStream out) throws IOException {
      VarLongCoder.of().encode(value.count(), out);
      TIMES.encode(value.latest(), out);
    }

    @Override
    public LatestTimes decode(InputStream in) throws IOException {
      return new LatestTimes(VarLongCoder.of().decode(in), TIMES.decode(in));
    }

    @Override
    public void verifyDeterministic() {
      // Its parts are deterministic.
    }
  }
}
