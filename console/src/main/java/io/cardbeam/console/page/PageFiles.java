package io.cardbeam.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.page.PageFile.Coding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of the built page, in memory. The build lists them in {@code files.txt}, a line each:
 * name, hash, and how it is packed ({@code gz,br} or {@code -}). A build without Node has none.
 */
final class PageFiles {
  /** The page itself. */
  static final String INDEX = "index.html";

  private static final String LIST = "files.txt";
  private static final String BUILT = "/io/cardbeam/console/web/";

  private final Map<String, PageFile> byName;

  private PageFiles(Map<String, PageFile> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** Where files are read from. */
  @FunctionalInterface
  interface Source {
    /** Opens a file; null if there is none of this name. */
    @Nullable InputStream open(String name) throws IOException;
  }

  /** Those of this build; none if it was made without Node. */
  static PageFiles built() {
    return of(name -> PageFiles.class.getResourceAsStream(BUILT + name));
  }

  /**
   * Those that a source lists; none if it has no list.
   *
   * @throws IllegalStateException if a file of the list is missing, or a line of it is none
   */
  static PageFiles of(Source source) {
    Map<String, PageFile> files = new HashMap<>();
    for (String line : read(source, LIST).map(PageFiles::lines).orElse(List.of())) {
      String[] parts = line.split(" ", -1);
      if (parts.length != 3) {
        throw new IllegalStateException(LIST + " has a line that is no file: " + line);
      }
      files.put(parts[0], new PageFile(parts[0], parts[1], forms(source, parts[0], parts[2])));
    }
    return new PageFiles(files);
  }

  /** The file of this name. */
  Optional<PageFile> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static List<String> lines(byte[] text) {
    return new String(text, UTF_8).lines().toList();
  }

  private static Map<Coding, byte[]> forms(Source source, String name, String packed) {
    Map<Coding, byte[]> forms = new EnumMap<>(Coding.class);
    forms.put(Coding.IDENTITY, listed(source, name));
    for (String ending : packed.split(",", -1)) {
      switch (ending) {
        case "gz" -> forms.put(Coding.GZIP, listed(source, name + ".gz"));
        case "br" -> forms.put(Coding.BROTLI, listed(source, name + ".br"));
        case "-" -> {}
        default -> throw new IllegalStateException(name + " is packed by " + ending);
      }
    }
    return forms;
  }

  private static byte[] listed(Source source, String name) {
    return read(source, name)
        .orElseThrow(() -> new IllegalStateException(name + " is listed and not in the build"));
  }

  private static Optional<byte[]> read(Source source, String name) {
    try (InputStream stream = source.open(name)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " can't be read", e);
    }
  }
}
