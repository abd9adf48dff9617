package io.cardbeam.direct.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A web server of Debian's, on a port of its own, which serves a folder and writes a log. */
final class LogServer implements AutoCloseable {
  private static final int START_SECONDS = 30;
  private static final String APACHE =
      """
      ServerRoot "%1$s"
      PidFile %1$s/server.pid
      ServerName localhost
      Listen 127.0.0.1:%2$d
      LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
      LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
      User www-data
      Group www-data
      DocumentRoot %1$s/www
      ErrorLog %1$s/error.log
      LogFormat "%%h %%l %%u %%t \\"%%r\\" %%>s %%b \\"%%{Referer}i\\" \\"%%{User-Agent}i\\"" combined
      CustomLog %1$s/access.log combined
      """;
  private static final String NGINX =
      """
      daemon off;
      pid %1$s/server.pid;
      error_log %1$s/error.log;
      events {}
      http {
        access_log %1$s/access.log combined;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        server {
          listen 127.0.0.1:%2$d;
          root %1$s/www;
        }
      }
      """;

  private final Process process;
  private final Path folder;
  private final int port;

  /** Which server. */
  enum Kind {
    apache2(APACHE),
    nginx(NGINX);

    private final String configuration;

    Kind(String configuration) {
      this.configuration = configuration;
    }

    Optional<Path> program() {
      return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin")
          .map(at -> Path.of(at, name()))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  private LogServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  static LogServer start(Kind kind, Path folder) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path www = Files.createDirectories(folder.resolve("www"));
    Files.writeString(www.resolve("index.html"), "<p>hello\n");
    for (Path open : List.of(folder, www)) { // the server's user is another one
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path configuration = folder.resolve("server.conf");
    Files.writeString(
        configuration, String.format(java.util.Locale.ROOT, kind.configuration, folder, port));
    String program = kind.program().orElseThrow().toString();
    List<String> command =
        kind == Kind.apache2
            ? List.of(program, "-f", configuration.toString(), "-D", "FOREGROUND")
            : List.of(program, "-c", configuration.toString(), "-e", folder + "/error.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.out").toFile())
            .start();
    LogServer server = new LogServer(process, folder, port);
    server.awaitPort();
    return server;
  }

  private void awaitPort() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try {
        connect().close();
        return;
      } catch (ConnectException e) {
        if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          close();
          throw new IOException(Files.readString(folder.resolve("server.out"), UTF_8), e);
        }
      }
    }
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** The log; whole once the server has ended. */
  Path log() {
    return folder.resolve("access.log");
  }

  /** Ends it as its own tools do, after what it is at. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
