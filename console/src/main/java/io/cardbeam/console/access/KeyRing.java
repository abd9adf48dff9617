package io.cardbeam.console.access;

import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.text.Sha256;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All keys in memory. They are read again when PostgreSQL tells of a change, and each five seconds
 * in any case. While PostgreSQL is down, or hangs, the keys that are known go on working.
 */
public final class KeyRing implements AutoCloseable {
  /** How long a change may stay unseen, if nobody tells of it. */
  static final Duration RELOAD = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
  private static final int RETRY_MILLIS = 1_000;
  private static final int CONNECT_SECONDS = 5;
  private static final int SOCKET_SECONDS = 15;
  private static final int STOP_SECONDS = 10;

  private final BooksConnection books;
  private final InstantSource clock;
  private final Duration reload;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile Map<ByteBuffer, Found> keys;

  /** Waits for notifications, in a read that no interrupt ends. */
  private volatile @Nullable Connection listening;

  /**
   * A key that works.
   *
   * @param caller whose it is and what it may do
   * @param rate how often
   * @param ends when it stops working, if it was replaced
   */
  public record Found(Caller.KeyCaller caller, Rate rate, Optional<Instant> ends) {}

  private KeyRing(BooksConnection books, InstantSource clock, Duration reload) throws SQLException {
    this.books = books;
    this.clock = clock;
    this.reload = reload;
    try (Connection connection = connect()) {
      keys = read(connection);
    }
    thread = new Thread(this::follow, "key-ring");
    thread.setDaemon(true);
  }

  /**
   * Reads the keys, and follows their changes until it is closed.
   *
   * @throws SQLException if they can't be read
   */
  public static KeyRing start(BooksConnection books, InstantSource clock) throws SQLException {
    return start(books, clock, RELOAD);
  }

  /** The same, with how often they are read again in any case. */
  static KeyRing start(BooksConnection books, InstantSource clock, Duration reload)
      throws SQLException {
    KeyRing ring = new KeyRing(books, clock, reload);
    ring.thread.start();
    return ring;
  }

  /** The key with this text, if it is valid now. */
  public Optional<Found> find(String text) {
    if (!ApiKey.hasForm(text)) {
      return Optional.empty();
    }
    Found found = keys.get(ByteBuffer.wrap(Sha256.of(text)));
    return Optional.ofNullable(found)
        .filter(key -> key.ends().map(end -> end.isAfter(clock.instant())).orElse(true));
  }

  /** How many keys there are. */
  public int size() {
    return keys.size();
  }

  private void follow() {
    boolean down = false;
    while (stop.getCount() > 0) {
      try (Connection connection = connect();
          Statement listen = connection.createStatement()) {
        listening = connection;
        listen.execute("LISTEN cardbeam_access");
        PGConnection notified = connection.unwrap(PGConnection.class);
        while (stop.getCount() > 0) {
          keys = read(connection);
          if (down) {
            LOG.info("the keys can be read again");
            down = false;
          }
          notified.getNotifications(Math.toIntExact(reload.toMillis()));
        }
      } catch (SQLException | RuntimeException e) {
        if (!down && stop.getCount() > 0) {
          LOG.warn("the keys can't be read, those that are known go on: {}", e.toString());
          down = true;
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stop.countDown();
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", books.user());
    properties.setProperty("password", books.password().read());
    properties.setProperty("ApplicationName", "cardbeam key ring");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
    return DriverManager.getConnection(books.url(), properties);
  }

  private static Map<ByteBuffer, Found> read(Connection connection) throws SQLException {
    Map<String, MerchantSettings> merchants = new HashMap<>();
    List<ApiKeys.Stored> stored = ApiKeys.stored(connection);
    // A key refers to its merchant, so those read later are all there.
    Merchants.list(connection).forEach(merchant -> merchants.put(merchant.id(), merchant));
    Map<ByteBuffer, Found> keys = new HashMap<>();
    for (ApiKeys.Stored key : stored) {
      found(key.key(), merchants).ifPresent(found -> keys.put(key.digest(), found));
    }
    return Map.copyOf(keys);
  }

  private static Optional<Found> found(ApiKey key, Map<String, MerchantSettings> merchants) {
    if (key.revoked().isPresent()) {
      return Optional.empty();
    }
    return switch (key.kind()) {
      case MERCHANT ->
          Optional.ofNullable(merchants.get(key.owner()))
              .filter(MerchantSettings::active)
              .map(
                  merchant ->
                      new Found(
                          new Caller.MerchantCaller(key.id(), key.scopes(), merchant),
                          key.rate().orElse(merchant.rate()),
                          key.expires()));
      case ISSUER ->
          Optional.of(
              new Found(
                  new Caller.IssuerCaller(key.id(), key.scopes(), key.owner()),
                  key.rate().orElse(Rate.STANDARD),
                  key.expires()));
      case ANALYST ->
          Optional.of(
              new Found(
                  new Caller.AnalystCaller(key.id(), key.scopes(), key.owner()),
                  key.rate().orElse(Rate.STANDARD),
                  key.expires()));
    };
  }

  @Override
  public void close() {
    stop.countDown();
    Connection open = listening;
    try {
      if (open != null) {
        open.abort(Runnable::run);
      }
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (SQLException e) {
      LOG.debug("the connection was closed already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
