package io.cardbeam.console;

import io.cardbeam.console.operate.PeriodicTask;
import io.cardbeam.geo.GeoFile;
import io.cardbeam.geo.GeoLocation;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The countries of shoppers' addresses, by a file that is looked at every minute and read again
 * when it has changed. A payment does not fail for what the file gets wrong.
 */
final class Countries implements Function<InetAddress, Optional<String>>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Countries.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final GeoFile file;
  private final PeriodicTask task;
  private final AtomicLong failures = new AtomicLong();

  private Countries(GeoFile file) {
    this.file = file;
    task =
        PeriodicTask.start(
            "locations",
            "the file of locations stays the one before",
            PERIOD,
            PERIOD,
            this::refresh);
  }

  /** Countries by this file. */
  static Countries by(GeoFile file) {
    return new Countries(file);
  }

  /** Reads the file again if it has changed. */
  void refresh() throws IOException {
    if (file.refresh()) {
      LOG.info(
          "the file of locations {} was read again: {} of {}",
          file.path(),
          file.database().type(),
          file.database().built());
    }
  }

  /** The country of an address; empty where it is not known. */
  @Override
  public Optional<String> apply(InetAddress address) {
    try {
      return file.database().find(address).flatMap(GeoLocation::country);
    } catch (IOException e) {
      if (failures.getAndIncrement() == 0) {
        LOG.warn("{}: {}; countries are left out where it is", file.path(), e.getMessage());
      }
      return Optional.empty();
    }
  }

  /** Registers when the file was made, and how often it was found to be damaged. */
  void measuredBy(MeterRegistry registry) {
    TimeGauge.builder(
            "gateway.locations.built",
            file,
            TimeUnit.SECONDS,
            it -> it.database().built().getEpochSecond())
        .description("When the file of locations was made, since 1970.")
        .register(registry);
    FunctionCounter.builder("gateway.locations.failures", failures, AtomicLong::get)
        .description("Look-ups that met a damaged part of the file of locations.")
        .register(registry);
  }

  @Override
  public void close() {
    task.close();
  }
}
