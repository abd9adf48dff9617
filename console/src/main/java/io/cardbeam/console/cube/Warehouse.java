package io.cardbeam.console.cube;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a console's star is.
 *
 * @param folder as {@code warehouse} writes it; it need not be there yet
 * @param progress how far a first star is that is being built, in words; empty if none is
 */
public record Warehouse(Path folder, Supplier<Optional<String>> progress) {
  /** A warehouse that others build. */
  public static Warehouse at(Path folder) {
    return new Warehouse(folder, Optional::empty);
  }
}
