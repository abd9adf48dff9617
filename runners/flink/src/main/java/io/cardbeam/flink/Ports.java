package io.cardbeam.flink;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Loopback ports of the embedded servers: any free one at first, and the same one at later starts,
 * so that clients which were pointed at it stay right. A port that somebody else took meanwhile is
 * replaced by another.
 */
public final class Ports {
  /** The address every embedded server listens on, and none but this. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final byte[] LOOPBACK_BYTES = {127, 0, 0, 1};
  private static final int HIGHEST_PORT = 65_535;

  private final Path file;

  /**
   * Ports of one folder of data.
   *
   * @param file that remembers them; made when the first is asked for
   */
  public Ports(Path file) {
    this.file = file;
  }

  /**
   * The port of this name.
   *
   * @throws IOException if the file of ports can't be read or written, or no port is free
   */
  public synchronized int port(String name) throws IOException {
    Properties ports = read();
    int remembered = parse(ports.getProperty(name, "0"));
    if (remembered > 0 && isFree(remembered)) {
      return remembered;
    }
    int chosen = anyFree();
    ports.setProperty(name, Integer.toString(chosen));
    try (Writer writer = Files.newBufferedWriter(file)) {
      ports.store(writer, "Loopback ports of the embedded servers");
    }
    return chosen;
  }

  private Properties read() throws IOException {
    Properties ports = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        ports.load(reader);
      }
    }
    return ports;
  }

  /** A number that is no port counts as none: the file is for people to edit, too. */
  private static int parse(String text) {
    try {
      int port = Integer.parseInt(text.strip());
      return port > 0 && port <= HIGHEST_PORT ? port : 0;
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }

  /** Whether nobody listens on this port of loopback. */
  public static boolean isFree(int port) {
    try (ServerSocket probe = bind(port)) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static int anyFree() throws IOException {
    try (ServerSocket probe = bind(0)) {
      return probe.getLocalPort();
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK, LOOPBACK_BYTES));
  }
}
