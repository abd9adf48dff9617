package io.cardbeam.command;

import java.time.Duration;

/** Tells whether long work should stop in order. */
public interface Stopping extends AutoCloseable {

  /** Whether it should. */
  boolean isAsked();

  /** Waits until it should; whether that came within the time, or had come before. */
  boolean await(Duration atMost) throws InterruptedException;

  /** Everything is stopped. */
  @Override
  void close();
}
