package io.cardbeam.direct.weblog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A request that a client sends, and what its log is to say of it.
 *
 * @param isWhole whether it is a request, and the client waits for the answer
 */
@SuppressWarnings("ArrayRecordComponent") // It is compared by nobody.
record SentRequest(
    byte[] bytes,
    boolean isWhole,
    String method,
    String path,
    Optional<String> query,
    String protocol,
    String referrer,
    String userAgent) {
  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "HEAD", "OPTIONS", "PROPFIND", "M-SEARCH", "FOO", "get");
  private static final List<String> PATHS =
      List.of(
          "/a",
          "/a%20b%2Fc",
          "/%C3%A4%F0%9F%98%80",
          "/../../etc/passwd",
          "/a,b;c",
          "/a'b",
          "/<script>",
          "/[x]{y}|z",
          "//a///b",
          "/" + "long/".repeat(300));
  private static final List<String> QUERIES = List.of("", "a=1&b=2", "q=%22x%22,y", "??", "a=b=c");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
          "say \"hello\" \\ and \\\\",
          "tab\tinside",
          "Größe 😀",
          "\" 200 5 \"",
          "- - [31/Jan/2026:23:00:00 +0000] \"GET / HTTP/1.1\" 200 5",
          "\\x41\\n",
          "x".repeat(3_000));

  private static final int LONG = 500;

  /** Bytes that are no request, and requests that break off. */
  private static final List<byte[]> GARBAGE =
      List.of(
          new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3, '\r', '\n', '\r', '\n'},
          "SSH-2.0-Go\r\n\r\n".getBytes(UTF_8),
          "\r\n\r\n".getBytes(UTF_8),
          "NICK bot\r\n\r\n".getBytes(UTF_8),
          "GET / HTT".getBytes(UTF_8),
          "GET /broken HTTP/1.1\r\nHost: x\r\nUser-Ag".getBytes(UTF_8),
          new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\r', '\n', '\r', '\n'},
          new byte[0]);

  /** What an answer said. */
  record Answer(int status, int bodyBytes) {}

  static SentRequest of(int number, Random random) {
    if (random.nextInt(20) == 0) {
      byte[] garbage = GARBAGE.get(random.nextInt(GARBAGE.size()));
      return new SentRequest(garbage, false, "", "", Optional.empty(), "", "", "");
    }
    boolean known = random.nextInt(4) > 0;
    String path = known ? "/index.html" : "/" + number + pick(PATHS, random);
    // nginx refuses a method before it has read all of a long line, and logs what it has read.
    String method = path.length() < LONG ? pick(METHODS, random) : "GET";
    String query = "n=" + number + "&" + pick(QUERIES, random);
    String protocol = random.nextInt(10) == 0 ? "HTTP/1.0" : "HTTP/1.1";
    String referrer = random.nextBoolean() ? "" : "https://shop.example/\"a\"\\b?x=ä";
    String agent = pick(AGENTS, random);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        (method + " " + path + "?" + query + " " + protocol + "\r\nHost: localhost\r\n")
            .getBytes(UTF_8));
    if (!referrer.isEmpty()) {
      bytes.writeBytes(("Referer: " + referrer + "\r\n").getBytes(UTF_8));
    }
    bytes.writeBytes(("User-Agent: " + agent + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
    return new SentRequest(
        bytes.toByteArray(), true, method, path, Optional.of(query), protocol, referrer, agent);
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  /** Sends it; what was answered, if it is whole. */
  Optional<Answer> sendTo(LogServer server) throws IOException {
    try (Socket socket = server.connect()) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      if (!isWhole) {
        return Optional.empty(); // and hangs up
      }
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      int body = answer.indexOf("\r\n\r\n") + 4;
      return Optional.of(
          new Answer(Integer.parseInt(answer.substring(9, 12)), answer.length() - body));
    }
  }
}
