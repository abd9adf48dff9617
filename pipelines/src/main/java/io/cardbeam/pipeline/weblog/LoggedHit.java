package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.LocatedHit;

/**
 * A hit and where it was logged.
 *
 * @param file name of the log
 * @param line its number in it, from 1
 * @param place hash of the log's identity and the line's offset: the same however often it comes
 * @param isBot whether no person made it, as far as is known
 */
record LoggedHit(String file, long line, String place, LocatedHit hit, boolean isBot) {
  LoggedHit withBot(boolean bot) {
    return new LoggedHit(file, line, place, hit, bot);
  }
}
