package io.cardbeam.console.server;

import java.io.IOException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a certificate that was renewed: the files are looked at every five seconds. Connections
 * that are open keep theirs; files that can't be read, or of which only one has been replaced so
 * far, leave the one before in force.
 */
final class TlsReload extends AbstractLifeCycle {
  private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);

  /** How often the files are looked at. */
  static final Duration PERIOD = Duration.ofSeconds(5);

  private final TlsFiles files;
  private final SslContextFactory.Server tls;
  private final Scheduler scheduler;
  private String taken = "";
  private String refused = "";

  TlsReload(TlsFiles files, SslContextFactory.Server tls, Scheduler scheduler) {
    this.files = files;
    this.tls = tls;
    this.scheduler = scheduler;
  }

  @Override
  protected void doStart() throws IOException {
    taken = files.version();
    schedule();
  }

  private void schedule() {
    scheduler.schedule(this::look, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (isRunning()) {
      reload();
      schedule();
    }
  }

  /** Reads the files if they have changed. */
  synchronized void reload() {
    String now = "";
    try {
      now = files.version();
      if (!now.equals(taken)) {
        KeyStore store = files.keyStore();
        tls.reload(factory -> factory.setKeyStore(store));
        taken = now;
        refused = "";
        LOG.info("the certificate {} was read again", files.certificate());
      }
    } catch (Exception e) {
      if (!now.equals(refused) || now.isEmpty()) { // once for the same files
        LOG.warn("the certificate is still the one before: {}", e.toString());
      }
      refused = now;
    }
  }
}
