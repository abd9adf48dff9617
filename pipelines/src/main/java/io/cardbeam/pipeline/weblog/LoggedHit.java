package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.LocatedHit;

/**
 * A hit and where it was logged.
 *
 * @param file name of the log
 * @param line its number in it, from 1
 * @param isBot whether no person made it, as far as is known
 */
record LoggedHit(String file, long line, LocatedHit hit, boolean isBot) {
  LoggedHit withBot(boolean bot) {
    return new LoggedHit(file, line, hit, bot);
  }
}
