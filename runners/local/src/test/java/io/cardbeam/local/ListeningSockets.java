package io.cardbeam.local;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Addresses that a process listens on, as Linux's /proc tells them. */
public final class ListeningSockets {
  private static final String LISTENING = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningSockets() {}

  static List<InetAddress> ofThisProcess() throws IOException {
    return ofProcess("self");
  }

  /** Ports that this process listens on. */
  static List<Integer> portsOfThisProcess() throws IOException {
    return listening("self").stream()
        .map(field -> Integer.parseInt(field.substring(field.indexOf(':') + 1), 16))
        .distinct()
        .toList();
  }

  /**
   * Those of a process of the same user.
   *
   * @param id as /proc names it
   */
  public static List<InetAddress> ofProcess(String id) throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String field : listening(id)) {
      addresses.add(address(field));
    }
    return addresses;
  }

  private static List<String> listening(String id) throws IOException {
    Path descriptors = Path.of("/proc", id, "fd");
    Assumptions.assumeTrue(Files.isDirectory(descriptors), "needs Linux's /proc");
    Set<String> own = inodes(descriptors);
    List<String> fieldsFound = new ArrayList<>();
    for (String table : List.of("/proc/" + id + "/net/tcp", "/proc/" + id + "/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[STATE].equals(LISTENING) && own.contains(fields[INODE])) {
          fieldsFound.add(fields[ADDRESS]);
        }
      }
    }
    return fieldsFound;
  }

  private static Set<String> inodes(Path descriptors) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> links = Files.list(descriptors)) {
      for (Path link : links.filter(Files::exists).toList()) {
        String target = Files.readSymbolicLink(link).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  /** Words of four bytes, each in the machine's order, which is little-endian where we test. */
  private static InetAddress address(String hexWithPort) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hexWithPort.substring(0, hexWithPort.indexOf(':')));
    byte[] inOrder = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      inOrder[i] = bytes[(i / 4) * 4 + 3 - i % 4];
    }
    return InetAddress.getByAddress(inOrder);
  }
}
