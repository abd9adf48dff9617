package io.cardbeam.simulator.output;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Text files, packed as their names say: {@code .gz}, {@code .zst}, else plain. */
final class CompressedFile {
  private static final int BUFFER_CHARS = 1 << 16;

  private CompressedFile() {}

  /**
   * A new file for text in UTF-8; its folder is made if need be.
   *
   * @throws IOException if it can't be made
   */
  static Writer create(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    OutputStream packed = packed(Files.newOutputStream(path), path.toString());
    return new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), BUFFER_CHARS);
  }

  private static OutputStream packed(OutputStream file, String name) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPOutputStream(file, BUFFER_CHARS);
    }
    return name.endsWith(".zst") ? new ZstdOutputStream(file) : file;
  }
}
