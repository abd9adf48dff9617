package io.cardbeam.pipeline.weblog;

import io.cardbeam.geo.GeoLocation.Point;
import io.cardbeam.weblog.AddressFacts;
import io.cardbeam.weblog.AgentClass;
import io.cardbeam.weblog.AgentFacts;
import io.cardbeam.weblog.Hit;
import io.cardbeam.weblog.LocatedHit;
import io.cardbeam.weblog.LoggedIds;
import io.cardbeam.weblog.LoggedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Hits between the steps of the unbounded pipeline, with what their rows have. */
final class LoggedHitCoder extends AtomicCoder<LoggedHit> {
  private static final long serialVersionUID = 1L;
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<Optional<String>> TEXT_OR_NONE = OptionalCoder.of(TEXT);
  private static final Coder<Optional<Point>> POINT_OR_NONE = OptionalCoder.of(new PointCoder());
  private static final VarIntCoder INT = VarIntCoder.of();
  private static final VarLongCoder LONG = VarLongCoder.of();
  private static final int NO_NUMBER = -1;

  @Override
  public void encode(LoggedHit value, OutputStream out) throws IOException {
    TEXT.encode(value.file(), out);
    LONG.encode(value.line(), out);
    TEXT.encode(value.place(), out);
    INT.encode(value.isBot() ? 1 : 0, out);
    LocatedHit located = value.hit();
    encode(located.hit(), out);
    AddressFacts address = located.address();
    TEXT_OR_NONE.encode(address.shown(), out);
    LONG.encode(address.hash(), out);
    TEXT_OR_NONE.encode(address.country(), out);
    TEXT_OR_NONE.encode(address.city(), out);
    TEXT_OR_NONE.encode(address.network(), out);
    TEXT_OR_NONE.encode(address.address(), out);
    POINT_OR_NONE.encode(address.point(), out);
    AgentFacts agent = located.agent();
    TEXT_OR_NONE.encode(agent.text(), out);
    LONG.encode(agent.hash(), out);
    TEXT.encode(agent.agentClass().name(), out);
    TEXT_OR_NONE.encode(agent.name(), out);
    TEXT_OR_NONE.encode(agent.version(), out);
    TEXT_OR_NONE.encode(agent.os(), out);
    TEXT_OR_NONE.encode(agent.device(), out);
    LONG.encode(located.visitor(), out);
  }

  private static void encode(Hit hit, OutputStream out) throws IOException {
    TEXT_OR_NONE.encode(hit.remoteHost(), out);
    TEXT_OR_NONE.encode(hit.user(), out);
    LONG.encode(hit.epochSeconds(), out);
    LoggedRequest request = hit.request();
    TEXT_OR_NONE.encode(request.method(), out);
    TEXT_OR_NONE.encode(request.path(), out);
    TEXT_OR_NONE.encode(request.query(), out);
    TEXT_OR_NONE.encode(request.protocol(), out);
    TEXT_OR_NONE.encode(request.raw(), out);
    INT.encode(hit.status().orElse(NO_NUMBER), out);
    LONG.encode(hit.bytes().orElse(NO_NUMBER), out);
    TEXT_OR_NONE.encode(hit.referrer(), out);
    TEXT_OR_NONE.encode(hit.userAgent(), out);
    TEXT_OR_NONE.encode(hit.virtualHost(), out);
    TEXT_OR_NONE.encode(hit.ids().request(), out);
    TEXT_OR_NONE.encode(hit.ids().authorization(), out);
  }

  @Override
  public LoggedHit decode(InputStream in) throws IOException {
    String file = TEXT.decode(in);
    long line = LONG.decode(in);
    String place = TEXT.decode(in);
    boolean isBot = INT.decode(in) == 1;
    Hit hit = decodeHit(in);
    AddressFacts address =
        new AddressFacts(
            TEXT_OR_NONE.decode(in),
            LONG.decode(in),
            TEXT_OR_NONE.decode(in),
            TEXT_OR_NONE.decode(in),
            TEXT_OR_NONE.decode(in),
            TEXT_OR_NONE.decode(in),
            POINT_OR_NONE.decode(in));
    AgentFacts agent =
        new AgentFacts(
            TEXT_OR_NONE.decode(in),
            LONG.decode(in),
            AgentClass.valueOf(TEXT.decode(in)),
            TEXT_OR_NONE.decode(in),
            TEXT_OR_NONE.decode(in),
            TEXT_OR_NONE.decode(in),
            TEXT_OR_NONE.decode(in));
    return new LoggedHit(
        file, line, place, new LocatedHit(hit, address, agent, LONG.decode(in)), isBot);
  }

  private static Hit decodeHit(InputStream in) throws IOException {
    Optional<String> remoteHost = TEXT_OR_NONE.decode(in);
    Optional<String> user = TEXT_OR_NONE.decode(in);
    long seconds = LONG.decode(in);
    LoggedRequest request =
        new LoggedRequest(
            TEXT_OR_NONE.decode(in),
            TEXT_OR_NONE.decode(in),
            TEXT_OR_NONE.decode(in),
            TEXT_OR_NONE.decode(in),
            TEXT_OR_NONE.decode(in));
    int status = INT.decode(in);
    long bytes = LONG.decode(in);
    return new Hit(
        remoteHost,
        user,
        seconds,
        request,
        status == NO_NUMBER ? OptionalInt.empty() : OptionalInt.of(status),
        bytes == NO_NUMBER ? OptionalLong.empty() : OptionalLong.of(bytes),
        TEXT_OR_NONE.decode(in),
        TEXT_OR_NONE.decode(in),
        TEXT_OR_NONE.decode(in),
        new LoggedIds(TEXT_OR_NONE.decode(in), TEXT_OR_NONE.decode(in)));
  }

  private static final class PointCoder extends AtomicCoder<Point> {
    private static final long serialVersionUID = 1L;
    private static final DoubleCoder DEGREES = DoubleCoder.of();

    @Override
    public void encode(Point value, OutputStream out) throws IOException {
      DEGREES.encode(value.latitude(), out);
      DEGREES.encode(value.longitude(), out);
    }

    @Override
    public Point decode(InputStream in) throws IOException {
      return new Point(DEGREES.decode(in), DEGREES.decode(in));
    }
  }
}
