package io.cardbeam.pipeline.weblog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.pipeline.weblog.LogSource.ReadUpTo;
import io.cardbeam.weblog.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class BlockReaderTest {
  private static final int MAX_LINE = 10;

  private static String hashBefore(byte[] content, int line) {
    int end = 0;
    for (int left = line - 1; left > 0; end++) {
      left -= content[end] == '\n' ? 1 : 0;
    }
    ContentHash hash = new ContentHash();
    hash.add(content, 0, end);
    return hash.text();
  }

  private record Read(
      List<String> lines, List<Integer> blocks, Map<Integer, String> hashes, ReadUpTo place) {

    /** Each block says the hash of the content before its first line. */
    void requireHashesOf(byte[] content) {
      hashes.forEach((line, hash) -> assertThat(hash).isEqualTo(hashBefore(content, line)));
    }
  }

  private static Read read(InputStream in, int blockBytes) throws IOException {
    return read(new BlockReader(in, blockBytes, MAX_LINE, true));
  }

  private static Read read(BlockReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    List<Integer> blocks = new ArrayList<>();
    Map<Integer, String> hashes = new TreeMap<>();
    int[] next = {-1};
    reader.read(
        (firstLine, before, part) -> {
          byte[] block = part.copy();
          hashes.put((int) firstLine, ContentHash.of(before).text());
          String text = new String(block, ISO_8859_1);
          String[] of =
              (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1);
          assertThat(next[0]).isIn(-1, (int) firstLine);
          next[0] = (int) firstLine + of.length;
          lines.addAll(List.of(of));
          blocks.add(block.length);
        });
    return new Read(lines, blocks, hashes, reader.place("f"));
  }

  /** A stream that gives bytes in pieces, as a pipe does. */
  private static InputStream inPieces(byte[] content, long seed) {
    Random random = new Random(seed);
    return new ByteArrayInputStream(content) {
      @Override
      public synchronized int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(length, 1 + random.nextInt(7)));
      }
    };
  }

  /** A line of more than the most bytes is given as that many and one. */
  private static List<String> model(String content) {
    if (content.isEmpty()) {
      return List.of();
    }
    String body = content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
    return List.of(body.split("\n", -1));
  }

  @Property
  void givesEachLineOnceWithItsNumber(
      @ForAll @StringLength(max = 200) @CharRange(from = '\n', to = '\r') String content,
      @ForAll @IntRange(min = 12, max = 40) int blockBytes,
      @ForAll long seed)
      throws IOException {
    byte[] bytes = content.getBytes(ISO_8859_1);
    Read read = read(inPieces(bytes, seed), blockBytes);

    List<String> expected = model(content);
    assertThat(read.lines()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      String is = read.lines().get(i);
      String line = expected.get(i);
      if (line.length() <= MAX_LINE) {
        assertThat(is).isEqualTo(line);
      } else {
        assertThat(line).startsWith(is);
        assertThat(is.length()).isGreaterThan(MAX_LINE);
      }
    }
    assertThat(read.place().lines()).isEqualTo(expected.size());
    assertThat(read.place().bytes()).isEqualTo(bytes.length);
    assertThat(read.blocks()).allMatch(length -> length <= blockBytes);
    read.requireHashesOf(bytes);
  }

  /** What was read before and what is read after make the whole, and nothing else does. */
  @Property
  void goesOnWhereItEnded(
      @ForAll @StringLength(max = 100) @CharRange(from = '\n', to = '\r') String before,
      @ForAll @StringLength(max = 100) @CharRange(from = '\n', to = '\r') String added,
      @ForAll long seed)
      throws IOException {
    String first = before + "x\n";
    ReadUpTo place = read(inPieces(first.getBytes(ISO_8859_1), seed), 20).place();

    byte[] grown = (first + added).getBytes(ISO_8859_1);
    BlockReader again = new BlockReader(inPieces(grown, seed), 20, MAX_LINE, true);
    assertThat(again.skipTo(place)).isEqualTo(BlockReader.Place.SAME);
    Read more = read(again);
    assertThat(more.lines()).hasSameSizeAs(model(added));
    more.requireHashesOf(grown);
    assertThat(more.place()).isEqualTo(read(inPieces(grown, seed), 33).place());

    byte[] shorter = first.substring(1).getBytes(ISO_8859_1);
    assertThat(new BlockReader(inPieces(shorter, seed), 20, MAX_LINE, true).skipTo(place))
        .isEqualTo(BlockReader.Place.BEYOND);
    byte[] other = grown.clone();
    other[first.length() - 2] = 'y';
    assertThat(new BlockReader(inPieces(other, seed), 20, MAX_LINE, true).skipTo(place))
        .isEqualTo(BlockReader.Place.OTHER);
  }

  @Test
  void givesWhatCameBeforeAFailure() {
    InputStream failing =
        new InputStream() {
          private int left = 25;

          @Override
          public int read() throws IOException {
            if (left == 0) {
              throw new IOException("disk");
            }
            left--;
            return left % 10 == 0 ? '\n' : 'a';
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            to[offset] = (byte) read();
            return 1;
          }
        };
    List<byte[]> blocks = new ArrayList<>();
    BlockReader reader = new BlockReader(failing, 30, MAX_LINE, true);
    assertThatThrownBy(() -> reader.read((line, before, part) -> blocks.add(part.copy())))
        .hasMessage("disk");
    assertThat(blocks).hasSize(1);
    assertThat(blocks.get(0)).endsWith((byte) '\n');
  }
}
