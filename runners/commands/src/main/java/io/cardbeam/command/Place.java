package io.cardbeam.command;

import java.nio.file.Path;

/** Files and folders as they are handed to a pipeline. */
public final class Place {
  private Place() {}

  /**
   * A local place as an absolute path, since a cluster's processes work in folders of their own; a
   * place elsewhere, which has a scheme, as it is.
   */
  public static String absolute(String place) {
    return place.contains("://") ? place : Path.of(place).toAbsolutePath().normalize().toString();
  }
}
