package io.cardbeam.query;

import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * One build of a star, whole: readers that resolve it once see that build and no other, whatever is
 * published meanwhile.
 *
 * @param path absolute, without links in it
 * @param build what tells it from another that lies under the same path later
 */
public record StarFolder(Path path, String build) {
  /** What DuckDB takes for a pattern in the name of a file. */
  private static final String PATTERN_CHARACTERS = "*?[]{}";

  /**
   * The newest build of a warehouse, or the folder itself if it holds the tables.
   *
   * @throws QueryException if it holds no star
   */
  public static StarFolder of(Path warehouse) throws QueryException {
    try {
      Path current = warehouse.resolve(Publication.CURRENT);
      Path real = (Files.exists(current) ? current : warehouse).toRealPath();
      if (!Files.isDirectory(real.resolve(StarTable.DIM_CARD.tableName()))) {
        throw new QueryException(
            warehouse
                + " holds no star: build one with ./cardbeam warehouse --output "
                + warehouse);
      }
      if (real.toString().chars().anyMatch(c -> PATTERN_CHARACTERS.indexOf(c) >= 0)) {
        throw new QueryException(
            real + " can't be read: its name holds one of " + PATTERN_CHARACTERS);
      }
      BasicFileAttributes made = Files.readAttributes(real, BasicFileAttributes.class);
      return new StarFolder(real, made.creationTime() + " " + made.fileKey());
    } catch (IOException e) {
      throw new QueryException("no such folder: " + warehouse, e);
    }
  }

  /** Folder of a table; it may not be there: a table without rows has no files. */
  Path table(String name) {
    return path.resolve(name);
  }
}
