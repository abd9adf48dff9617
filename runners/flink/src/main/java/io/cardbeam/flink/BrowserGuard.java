package io.cardbeam.flink;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.QueryStringDecoder;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the REST port of a cluster on this machine, which anybody on it may use, and keeps
 * out what a page of some site makes a browser send there: by another origin, by another name of
 * this machine (DNS rebinding), or as a GET that cancels a job, which Flink has for YARN's proxy.
 * Flink's own setting {@code web.cancel.enable} only hides a button.
 */
final class BrowserGuard extends ChannelInboundHandlerAdapter {
  private static final Set<String> NAMES_OF_THIS_MACHINE =
      Set.of(Ports.LOOPBACK, "localhost", "[::1]");
  private static final String YARN = "/yarn-";

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      Optional<String> refusal =
          refusal(
              request.uri(),
              request.headers().get(HttpHeaderNames.HOST),
              request.headers().get(HttpHeaderNames.ORIGIN));
      if (refusal.isPresent()) {
        ReferenceCountUtil.release(message);
        refuse(context, refusal.get());
        return;
      }
    }
    context.fireChannelRead(message);
  }

  /** Why a request is not for this cluster; empty if it is. */
  static Optional<String> refusal(String uri, @Nullable String host, @Nullable String origin) {
    if (cancels(uri)) {
      return Optional.of("jobs are not cancelled by GET here");
    }
    if (host == null || !NAMES_OF_THIS_MACHINE.contains(name(host))) {
      return Optional.of("this cluster is for this machine, by the address it listens on");
    }
    if (origin != null && !host.equalsIgnoreCase(authority(origin))) {
      return Optional.of("this cluster takes nothing from pages of elsewhere");
    }
    return Optional.empty();
  }

  /**
   * Whether a URI leads to one of the paths for YARN, as it was sent or as Flink's router reads it,
   * which decodes the path and then each of its parts once more. A path that can't be decoded leads
   * nowhere, so it counts as one.
   */
  private static boolean cancels(String uri) {
    try {
      return namesYarn(uri)
          || namesYarn(QueryStringDecoder.decodeComponent(new QueryStringDecoder(uri).path()));
    } catch (IllegalArgumentException notDecodable) {
      return true;
    }
  }

  private static boolean namesYarn(String path) {
    return path.toLowerCase(Locale.ROOT).contains(YARN);
  }

  private static String name(String host) {
    return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException noOrigin) {
      return "";
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The listener closes whether or not it was sent.
  private static void refuse(ChannelHandlerContext context, String why) {
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.FORBIDDEN,
            Unpooled.copiedBuffer(why + "\n", java.nio.charset.StandardCharsets.UTF_8));
    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }
}
