package io.cardbeam.command.weblog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.ParameterException;

/** Which logs are to be followed, checked before anything is sent. */
final class ShippedFiles {
  /** First bytes of gzip, zstd and bzip2. */
  private static final List<byte[]> PACKED =
      List.of(
          new byte[] {0x1f, (byte) 0x8b},
          new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
          new byte[] {'B', 'Z', 'h'});

  private ShippedFiles() {}

  /** The files, absolute, each once. */
  static List<Path> check(
      List<Path> named, boolean once, Function<String, ParameterException> refused)
      throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (Path name : named) {
      Path file = name.toAbsolutePath().normalize();
      check(name, file, once, refused);
      files.add(file);
    }
    if (files.size() > ShipCommand.MOST_FILES) {
      throw refused.apply("more than " + ShipCommand.MOST_FILES + " files; name fewer");
    }
    for (Path file : files) {
      for (Path log : files) {
        if (isRotationOf(file, log)) {
          throw refused.apply(
              file + " is a rotation of " + log + ": name the log alone, which is followed");
        }
      }
    }
    return List.copyOf(files);
  }

  private static void check(
      Path name, Path file, boolean once, Function<String, ParameterException> refused)
      throws IOException {
    if (!Files.exists(file)) {
      Path folder = file.getParent();
      if (once || folder == null || !Files.isDirectory(folder)) {
        throw refused.apply("no such file: " + name);
      }
    } else if (!Files.isRegularFile(file)) {
      throw refused.apply(name + " is no file; name the logs in it");
    } else if (!Files.isReadable(file)) {
      throw refused.apply(name + " may not be read by this user");
    } else if (isPacked(file)) {
      throw refused.apply(name + " is packed; ./cardbeam weblogs --input reads it");
    }
  }

  private static boolean isPacked(Path file) throws IOException {
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.readNBytes(4);
    }
    return PACKED.stream()
        .anyMatch(
            magic ->
                first.length >= magic.length
                    && Arrays.equals(Arrays.copyOf(first, magic.length), magic));
  }

  private static boolean isRotationOf(Path file, Path log) {
    String name = file.toString();
    return name.startsWith(log + ".") || name.startsWith(log + "-");
  }
}
