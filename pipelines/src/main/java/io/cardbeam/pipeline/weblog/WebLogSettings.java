package io.cardbeam.pipeline.weblog;

import io.cardbeam.geo.GeoSource;
import java.io.Serializable;

/**
 * How logs are read and what is written.
 *
 * @param logFormat as {@link io.cardbeam.weblog.LogFormats} takes it
 * @param places by what addresses are located
 * @param agents whether user agents are read whole, or their kinds alone
 * @param anonymize whether addresses are shortened and users left out
 * @param oldestSeconds hits before are counted and not written, seconds since 1970 UTC
 * @param output where hits, counts and the rest are written; empty to write nothing
 * @param format of the hits
 * @param run number of the run among those into one folder, from 1
 */
public record WebLogSettings(
    String logFormat,
    GeoSource places,
    boolean agents,
    boolean anonymize,
    long oldestSeconds,
    String output,
    HitFormat format,
    int run)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Layout of files of hits. */
  public enum HitFormat {
    /** A row a line, below a header. */
    CSV,
    /** Apache Parquet. */
    PARQUET
  }

  /** Whether anything is written. */
  public boolean writes() {
    return !output.isEmpty();
  }
}
