package io.cardbeam.bench.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.avro.file.DataFileConstants;

/**
 * Damage to an Avro file: to its bytes, or, where that would be seen at once, to one of its parts
 * while all others fit: the schema, the codec's name, a count, a size, the records before they were
 * compressed.
 */
final class AvroFileDamage {
  private static final List<String> CODECS =
      List.of("null", "deflate", "snappy", "zstandard", "bzip2", "xz", "lz9", "");
  private static final int MOST_NEAR = 3;

  private final SplittableRandom random;
  private final Mutator mutator;
  private String told = "";

  AvroFileDamage(SplittableRandom random) {
    this.random = random;
    this.mutator = new Mutator(random);
  }

  /** What was done, in words. */
  String told() {
    return told + mutator.told();
  }

  /** Damages the bytes of a file. */
  byte[] anywhere(byte[] sound) {
    return mutator.damage(sound);
  }

  /** Damages one part of a sound file that is compressed by deflate. */
  byte[] within(byte[] sound) {
    try {
      AvroParts parts = AvroParts.of(sound);
      Map<String, byte[]> metadata = new LinkedHashMap<>(parts.metadata());
      List<AvroParts.Block> blocks = new ArrayList<>(parts.blocks());
      boolean packed = random.nextBoolean();
      if (!packed) {
        put(metadata, DataFileConstants.CODEC, "null");
      }
      change(metadata, blocks);
      return new AvroParts(metadata, parts.sync(), blocks).file(packed);
    } catch (IOException impossible) {
      throw new IllegalStateException("a file just written can't be read", impossible);
    }
  }

  private void change(Map<String, byte[]> metadata, List<AvroParts.Block> blocks) {
    int at = random.nextInt(blocks.size());
    AvroParts.Block block = blocks.get(at);
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        told = "in the schema: ";
        byte[] schema = Objects.requireNonNull(metadata.get(DataFileConstants.SCHEMA));
        metadata.put(DataFileConstants.SCHEMA, mutator.damage(schema));
      }
      case 2 -> {
        String codec = CODECS.get(random.nextInt(CODECS.size()));
        told = "codec " + codec;
        put(metadata, DataFileConstants.CODEC, codec);
      }
      case 3 -> {
        long count = lie(block.count());
        told = "block " + at + " says it has " + count + " records";
        blocks.set(at, new AvroParts.Block(count, block.records(), 0));
      }
      case 4 -> {
        long lie = lie(0);
        told = "block " + at + " says it has " + lie + " bytes more than it has";
        blocks.set(at, new AvroParts.Block(block.count(), block.records(), lie));
      }
      default -> {
        told = "in the records of block " + at + ": ";
        byte[] records = mutator.damage(block.records());
        blocks.set(at, new AvroParts.Block(block.count(), records, 0));
      }
    }
  }

  private static void put(Map<String, byte[]> metadata, String key, String value) {
    metadata.put(key, value.getBytes(StandardCharsets.UTF_8));
  }

  private long lie(long truth) {
    return random.nextBoolean()
        ? truth + random.nextInt(2 * MOST_NEAR + 1) - MOST_NEAR
        : (1L << random.nextInt(Long.SIZE)) - random.nextInt(2);
  }
}
