package io.cardbeam.bench.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.bench.gateway.LeanClient.Request;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link LeanClient}: what is asked on it, and how far its answer has come. */
final class LeanConnection {
  private static final int ANSWER_BYTES = 16 << 10;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");
  private static final Pattern LENGTH =
      Pattern.compile("(?i)\r\ncontent-length: *([0-9]{1,5})\r\n");
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final InetSocketAddress address;
  private final Selector selector;
  private final Consumer<LeanConnection> over;
  private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
  private @Nullable SocketChannel channel;
  private @Nullable Request asked;

  /**
   * A connection, made with the first request.
   *
   * @param over hears that a request has ended, and another can be sent if the connection is open
   */
  LeanConnection(InetSocketAddress address, Selector selector, Consumer<LeanConnection> over) {
    this.address = address;
    this.selector = selector;
    this.over = over;
  }

  boolean isOpen() {
    return channel != null && channel.isOpen();
  }

  /** Sends a request; none is on its way here. */
  void send(Request request) {
    asked = request;
    answer.clear();
    try {
      if (channel == null) {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(address);
        channel.register(selector, SelectionKey.OP_CONNECT, this);
      } else {
        write(channel.keyFor(selector), channel, request);
      }
    } catch (IOException e) {
      end(0, "");
    }
  }

  /** Does what the channel is ready for. */
  void proceed(SelectionKey key) {
    SocketChannel ready = (SocketChannel) key.channel();
    Request request = asked;
    try {
      if (request == null) {
        close(); // nothing comes but the end
      } else if (key.isConnectable()) {
        ready.finishConnect();
        write(key, ready, request);
      } else if (key.isWritable()) {
        write(key, ready, request);
      } else {
        read(ready);
      }
    } catch (IOException e) {
      end(0, "");
    }
  }

  private static void write(SelectionKey key, SocketChannel to, Request request)
      throws IOException {
    to.write(request.bytes());
    key.interestOps(request.bytes().hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private void read(SocketChannel from) throws IOException {
    if (from.read(answer) < 0) {
      throw new EOFException();
    }
    String text = new String(answer.array(), 0, answer.position(), ISO_8859_1);
    int head = text.indexOf(END_OF_HEAD);
    if (head >= 0) {
      int body = head + END_OF_HEAD.length();
      Matcher status = STATUS.matcher(text);
      Matcher length = LENGTH.matcher(text).region(0, body);
      if (!status.lookingAt() || !length.find()) {
        throw new IOException("no status or no length");
      }
      int bytes = Integer.parseInt(length.group(1));
      if (text.length() >= body + bytes) {
        end(Integer.parseInt(status.group(1)), new String(answer.array(), body, bytes, UTF_8));
        return;
      }
    }
    if (!answer.hasRemaining()) {
      throw new IOException("an answer above " + ANSWER_BYTES + " bytes");
    }
  }

  private void end(int status, String body) {
    Request request = asked;
    asked = null;
    if (status == 0) {
      close();
    }
    over.accept(this);
    if (request != null) {
      request.heard().answered(status, body);
    }
  }

  /** Closes it; a request on its way has no answer. */
  void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is of no more use in any case.
    }
  }
}
