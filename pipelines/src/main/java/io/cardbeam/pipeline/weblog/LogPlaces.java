package io.cardbeam.pipeline.weblog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;

/** Where files of logs are: on this machine, or in an object store. */
final class LogPlaces {
  private LogPlaces() {}

  /** Whether it is in an object store, by Beam's file systems. */
  static boolean isRemote(String place) {
    return place.contains("://");
  }

  /** Opens a file. */
  static InputStream open(String place) throws IOException {
    return isRemote(place)
        ? Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(place, false)))
        : Files.newInputStream(Path.of(place));
  }
}
