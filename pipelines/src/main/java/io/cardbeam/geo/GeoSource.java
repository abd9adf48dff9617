package io.cardbeam.geo;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;

/** Which database addresses are located by; workers open it for themselves. */
public sealed interface GeoSource extends Serializable {
  /** What people type for {@link None}. */
  String NONE = "none";

  /**
   * Reads the database, if there is to be one.
   *
   * @throws IOException with a line for the user if it can't be read
   */
  Optional<GeoDatabase> open() throws IOException;

  /** Addresses are not located. */
  record None() implements GeoSource {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<GeoDatabase> open() {
      return Optional.empty();
    }
  }

  /** The file of countries that a build has on its class path, and so the jar for workers. */
  record BuiltIn() implements GeoSource {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<GeoDatabase> open() throws IOException {
      return Optional.of(GeoDatabase.builtIn());
    }
  }

  /**
   * A file that each worker has at the same place.
   *
   * @param path absolute
   */
  record File(String path) implements GeoSource {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<GeoDatabase> open() throws IOException {
      return Optional.of(GeoDatabase.read(Path.of(path)));
    }
  }

  /** What is used if nobody names a file: the built-in one, or none if this build has none. */
  static GeoSource standard() {
    return GeoDatabase.hasBuiltIn() ? new BuiltIn() : new None();
  }

  /** What a person named: a file, or {@value #NONE}. */
  static GeoSource named(String name) {
    return name.equals(NONE) ? new None() : new File(Path.of(name).toAbsolutePath().toString());
  }
}
