package io.cardbeam.console.access;

import java.sql.SQLException;
import java.util.Optional;

/** The sessions of people who are signed in. */
public interface OpenSessions {
  /**
   * The person whose open session this is, and notes that it is used.
   *
   * @param id as the cookie has it, whatever it is
   */
  Optional<Caller.PersonCaller> use(String id) throws SQLException;

  /** The person whose open session this is; it does not last longer for being looked at. */
  Optional<Caller.PersonCaller> look(String id) throws SQLException;
}
