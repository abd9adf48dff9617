package io.cardbeam.console.api;

import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.util.HashSet;
import java.util.Set;

/**
 * Who may use a route.
 *
 * @param ways how callers show who they are; any one of them is enough; none for everybody
 * @param grants scopes of keys and roles of people that are let in, as the API's document names
 *     them
 * @param check lets a request in or refuses it
 */
public record Admission(Set<Way> ways, Set<String> grants, Check check) {
  /** Everybody, without a key. */
  public static final Admission EVERYBODY = new Admission(Set.of(), Set.of(), ctx -> {});

  /** How callers show who they are: names of the document's security schemes. */
  public enum Way {
    /** {@code Authorization: Bearer KEY}. */
    KEY,
    /** The cookie of a session. */
    SESSION
  }

  /** Lets in or refuses. */
  @FunctionalInterface
  public interface Check {
    /**
     * Lets the request in.
     *
     * @throws RefusedException if it may not
     */
    void admit(Context ctx) throws RefusedException;
  }

  /** Copies the sets. */
  public Admission {
    ways = Set.copyOf(ways);
    grants = Set.copyOf(grants);
  }

  /** Callers with a key that has this scope. */
  public static Admission key(String scope, Check check) {
    return new Admission(Set.of(Way.KEY), Set.of(scope), check);
  }

  /** People who are signed in, in one of these roles; none for any. */
  public static Admission session(Set<String> roles, Check check) {
    return new Admission(Set.of(Way.SESSION), roles, check);
  }

  /** Keys with this scope, and people in one of these roles. */
  public static Admission keyOrSession(String scope, Set<String> roles, Check check) {
    Set<String> grants = new HashSet<>(roles);
    grants.add(scope);
    return new Admission(Set.of(Way.KEY, Way.SESSION), grants, check);
  }
}
