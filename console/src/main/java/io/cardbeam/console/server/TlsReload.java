package io.cardbeam.console.server;

import java.io.IOException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a certificate that was renewed: the files are looked at every minute. Connections that are
 * open keep theirs; files that can't be read leave the one before in force.
 */
final class TlsReload extends AbstractLifeCycle {
  private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);
  private static final long PERIOD_SECONDS = 60;

  private final TlsFiles files;
  private final SslContextFactory.Server tls;
  private final Scheduler scheduler;
  private long seen;

  TlsReload(TlsFiles files, SslContextFactory.Server tls, Scheduler scheduler) {
    this.files = files;
    this.tls = tls;
    this.scheduler = scheduler;
  }

  @Override
  protected void doStart() throws IOException {
    seen = files.lastModified();
    schedule();
  }

  private void schedule() {
    scheduler.schedule(this::look, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    if (isRunning()) {
      reload();
      schedule();
    }
  }

  /** Reads the files if they have changed. */
  synchronized void reload() {
    try {
      long now = files.lastModified();
      if (now != seen) {
        KeyStore store = files.keyStore();
        tls.reload(factory -> factory.setKeyStore(store));
        seen = now;
        LOG.info("the certificate {} was read again", files.certificate());
      }
    } catch (Exception e) {
      LOG.warn("the certificate is still the one before: {}", e.toString());
    }
  }
}
