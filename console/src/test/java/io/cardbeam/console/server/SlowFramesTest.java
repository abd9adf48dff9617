package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackEncoder;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HTTP/2 frame by frame: what comes too slowly ends in its time, whatever part of it is slow. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SlowFramesTest {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GO_AWAY = 7;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;
  private static final Duration DRIP = Duration.ofMillis(100);
  private static WebServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(List.of(TestServer.ECHO));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aSlowBeginningEndsTheConnection() throws Exception {
    byte[] settings = head(frame(SETTINGS, 0, 0, new byte[6_000]));
    byte[] begun =
        ByteBuffer.allocate(PREFACE.length() + settings.length)
            .put(PREFACE.getBytes(ISO_8859_1))
            .put(settings)
            .array();
    assertThat(secondsUntilClosed(begun, new byte[] {0})).isBetween(1, 12);
  }

  @Test
  void aSlowHeaderEndsTheConnection() throws Exception {
    byte[] header = head(frame(HEADERS, END_HEADERS, 1, new byte[4_000]));
    assertThat(secondsUntilClosed(begun(header), new byte[] {0})).isBetween(1, 12);
  }

  @Test
  void aHeaderInSlowContinuationsEndsTheConnection() throws Exception {
    assertThat(
            secondsUntilClosed(
                begun(frame(HEADERS, 0, 1, header())), frame(CONTINUATION, 0, 1, new byte[0])))
        .isBetween(0, 12); // empty ones are refused before their time is over
  }

  @Test
  void aSlowBodyEndsItsStreamAndLeavesTheConnection() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(begun(frame(HEADERS, END_HEADERS, 1, header())));
      List<Integer> seen = new ArrayList<>();
      long begin = System.nanoTime();
      String answered = "";
      socket.setSoTimeout((int) DRIP.toMillis());
      FrameReader frames = new FrameReader(new DataInputStream(socket.getInputStream()));
      while (!seen.contains(RESET) && seconds(begin) < 20) {
        socket.getOutputStream().write(frame(DATA, 0, 1, new byte[] {' '}));
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
          seen.add(frame.type());
          answered += frame.type() == DATA ? frame.payload() : "";
        }
      }
      assertThat(seen).as(answered).contains(HEADERS, DATA, RESET).doesNotContain(GO_AWAY);
      assertThat(answered).contains("/problems/request-timeout");
      assertThat(seconds(begin)).isBetween(2, 12);

      socket.getOutputStream().write(frame(PING, 0, 0, new byte[8]));
      while (!seen.contains(PING) && seconds(begin) < 30) {
        Frame frame = frames.next();
        if (frame != null) {
          seen.add(frame.type());
        }
      }
      assertThat(seen).as("the connection lives").contains(PING);
    }
  }

  /** Sends this, then the other again and again, until the server closes. */
  private static int secondsUntilClosed(byte[] first, byte[] drip) throws Exception {
    long begin = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(first);
      socket.setSoTimeout((int) DRIP.toMillis());
      while (seconds(begin) < 30) {
        socket.getOutputStream().write(drip);
        try {
          if (socket.getInputStream().readNBytes(1_000).length < 1_000) {
            return seconds(begin);
          }
        } catch (SocketTimeoutException e) {
          // The pace of the drip.
        }
      }
    } catch (SocketException e) {
      return seconds(begin);
    }
    return seconds(begin);
  }

  private static int seconds(long begin) {
    return (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
  }

  /** The beginning of a connection, then this. */
  private static byte[] begun(byte[] next) {
    byte[] settings = frame(SETTINGS, 0, 0, new byte[0]);
    return ByteBuffer.allocate(PREFACE.length() + settings.length + next.length)
        .put(PREFACE.getBytes(ISO_8859_1))
        .put(settings)
        .put(next)
        .array();
  }

  private static byte[] head(byte[] frame) {
    return ByteBuffer.allocate(9).put(frame, 0, 9).array();
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  private static byte[] header() throws Exception {
    ByteBuffer bytes = BufferUtil.allocate(1_000);
    int at = BufferUtil.flipToFill(bytes);
    new HpackEncoder()
        .encode(
            bytes,
            new MetaData.Request(
                "POST",
                HttpURI.from("http://localhost/echo"),
                HttpVersion.HTTP_2,
                HttpFields.build().put("Content-Type", "application/json")));
    BufferUtil.flipToFlush(bytes, at);
    return BufferUtil.toArray(bytes);
  }

  private record Frame(int type, String payload) {}

  /** Reads frames, with what has come of one kept until the rest is there. */
  private static final class FrameReader {
    private final DataInputStream in;
    private final ByteBuffer kept = ByteBuffer.allocate(1 << 17);

    FrameReader(DataInputStream in) {
      this.in = in;
    }

    /** The next; null if it is not there yet. */
    @Nullable Frame next() throws IOException {
      while (true) {
        int length =
            kept.position() < 9
                ? Integer.MAX_VALUE - 9
                : ((kept.get(0) & 0xff) << 16) | ((kept.get(1) & 0xff) << 8) | (kept.get(2) & 0xff);
        if (kept.position() >= 9 + length) {
          kept.flip();
          int type = kept.get(3);
          byte[] payload = new byte[length];
          kept.position(9);
          kept.get(payload);
          kept.compact();
          return new Frame(type, new String(payload, ISO_8859_1));
        }
        try {
          int n = in.read(kept.array(), kept.position(), kept.remaining());
          if (n < 0) {
            throw new EOFException("closed");
          }
          kept.position(kept.position() + n);
        } catch (SocketTimeoutException e) {
          return null;
        }
      }
    }
  }
}
