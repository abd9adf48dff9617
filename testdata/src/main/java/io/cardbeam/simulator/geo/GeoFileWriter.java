package io.cardbeam.simulator.geo;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a file of locations in MaxMind's format, version 2.0, for networks of one's own: a binary
 * search tree over the bits of an address, and records as maps. The same input gives the same
 * bytes.
 *
 * @see <a href="https://maxmind.github.io/MaxMind-DB/">the format</a>
 */
public final class GeoFileWriter {
  private static final byte[] METADATA = {
    (byte) 0xAB, (byte) 0xCD, (byte) 0xEF, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
  };
  private static final int RECORD_BITS = 32;
  private static final int SEPARATOR_BYTES = 16;
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  private final String type;
  private final Version version;
  private final Instant built;
  private final Node root = new Node();

  /** Which addresses a file can hold; IPv4's lie in the lowest 96 bits of IPv6's. */
  public enum Version {
    /** IPv4 alone. */
    IPV4(4),
    /** Both. */
    IPV6(6);

    private final int number;

    Version(int number) {
      this.number = number;
    }
  }

  private static final class Node {
    private final Node[] children = new Node[2];
    private byte[] record = {};

    boolean isInner() {
      return children[0] != null;
    }

    Node child(int bit) {
      if (!isInner()) {
        for (int side = 0; side < 2; side++) {
          children[side] = new Node();
          children[side].record = record;
        }
        record = new byte[0];
      }
      return children[bit];
    }
  }

  /**
   * A file without networks.
   *
   * @param type what it calls itself, such as {@code Test-City}
   * @param built when it was made, as it says
   */
  public GeoFileWriter(String type, Version version, Instant built) {
    this.type = type;
    this.version = version;
    this.built = built;
  }

  /**
   * Adds a network; a narrower one within a wider is added after it.
   *
   * @param network as in {@code 192.0.2.0/24} or {@code 2001:db8::/32}
   * @param fields texts, doubles, lists and maps of these
   * @throws IllegalArgumentException if the network is none, or the file can't hold it
   */
  public GeoFileWriter put(String network, Map<String, ?> fields) {
    String[] parts = network.split("/", 2);
    byte[] address = address(parts[0]);
    int bits = Integer.parseInt(parts[1]);
    boolean isIpv4 = address.length * Byte.SIZE == IPV4_BITS;
    if (!isIpv4 && version == Version.IPV4) {
      throw new IllegalArgumentException("not in a file of IPv4: " + network);
    }
    Node at = root;
    if (isIpv4 && version == Version.IPV6) {
      for (int i = 0; i < IPV6_BITS - IPV4_BITS; i++) {
        at = at.child(0);
      }
    }
    for (int i = 0; i < bits; i++) {
      at = at.child(address[i / Byte.SIZE] >> (Byte.SIZE - 1 - i % Byte.SIZE) & 1);
    }
    at.record = encoded(fields);
    return this;
  }

  private static byte[] address(String text) {
    if (!text.matches("[0-9a-fA-F:.]+")) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + text, e);
    }
  }

  /** The file. */
  public byte[] bytes() {
    root.child(0);
    Map<Node, Integer> numbers = new LinkedHashMap<>();
    number(root, numbers);
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    Map<ByteBuffer, Integer> offsets = new LinkedHashMap<>();
    ByteBuffer tree = ByteBuffer.allocate(numbers.size() * 2 * RECORD_BITS / Byte.SIZE);
    for (Node node : numbers.keySet()) {
      for (Node child : node.children) {
        if (child.isInner()) {
          tree.putInt(Objects.requireNonNull(numbers.get(child)));
        } else if (child.record.length == 0) {
          tree.putInt(numbers.size());
        } else {
          Integer offset = offsets.get(ByteBuffer.wrap(child.record));
          if (offset == null) {
            offset = records.size();
            offsets.put(ByteBuffer.wrap(child.record), offset);
            records.writeBytes(child.record);
          }
          tree.putInt(numbers.size() + SEPARATOR_BYTES + offset);
        }
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(tree.array());
    file.writeBytes(new byte[SEPARATOR_BYTES]);
    file.writeBytes(records.toByteArray());
    file.writeBytes(METADATA);
    file.writeBytes(metadata(numbers.size()));
    return file.toByteArray();
  }

  private static void number(Node node, Map<Node, Integer> numbers) {
    if (node.isInner()) {
      numbers.put(node, numbers.size());
      number(node.children[0], numbers);
      number(node.children[1], numbers);
    }
  }

  private byte[] metadata(int nodes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("binary_format_major_version", new Unsigned(Type.UINT16, 2));
    fields.put("binary_format_minor_version", new Unsigned(Type.UINT16, 0));
    fields.put("build_epoch", new Unsigned(Type.UINT64, built.getEpochSecond()));
    fields.put("database_type", type);
    fields.put("description", Map.of("en", type));
    fields.put("ip_version", new Unsigned(Type.UINT16, version.number));
    fields.put("languages", List.of("en"));
    fields.put("node_count", new Unsigned(Type.UINT32, nodes));
    fields.put("record_size", new Unsigned(Type.UINT16, RECORD_BITS));
    return encoded(fields);
  }

  private enum Type {
    TEXT(2),
    DOUBLE(3),
    UINT16(5),
    UINT32(6),
    MAP(7),
    UINT64(9),
    ARRAY(11);

    private static final int LAST_SHORT = 7;

    private final int number;

    Type(int number) {
      this.number = number;
    }
  }

  private record Unsigned(Type type, long value) {}

  private static byte[] encoded(Object value) {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    encode(value, to);
    return to.toByteArray();
  }

  private static void encode(Object value, ByteArrayOutputStream to) {
    if (value instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      control(Type.TEXT, utf8.length, to);
      to.writeBytes(utf8);
    } else if (value instanceof Double number) {
      control(Type.DOUBLE, Double.BYTES, to);
      to.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
    } else if (value instanceof Unsigned number) {
      int bytes = (Long.SIZE - Long.numberOfLeadingZeros(number.value()) + 7) / Byte.SIZE;
      control(number.type(), bytes, to);
      for (int i = bytes - 1; i >= 0; i--) {
        to.write((int) (number.value() >>> (i * Byte.SIZE)));
      }
    } else if (value instanceof List<?> list) {
      control(Type.ARRAY, list.size(), to);
      list.forEach(one -> encode(one, to));
    } else if (value instanceof Map<?, ?> map) {
      control(Type.MAP, map.size(), to);
      List<String> names = new ArrayList<>();
      map.keySet().forEach(name -> names.add(String.valueOf(name)));
      names.stream()
          .sorted()
          .forEach(
              name -> {
                encode(name, to);
                encode(Objects.requireNonNull(map.get(name)), to);
              });
    } else {
      throw new IllegalArgumentException("not a value of the format: " + value);
    }
  }

  private static void control(Type type, int size, ByteArrayOutputStream to) {
    int shortest = 29;
    if (size > shortest + 0xFF) {
      throw new IllegalArgumentException("longer than " + (shortest + 0xFF) + ": " + size);
    }
    boolean isExtended = type.number > Type.LAST_SHORT;
    to.write((isExtended ? 0 : type.number) << 5 | Math.min(size, shortest));
    if (isExtended) {
      to.write(type.number - Type.LAST_SHORT);
    }
    if (size >= shortest) {
      to.write(size - shortest);
    }
  }
}
