package io.cardbeam.weblog;

/**
 * A hit with its secrets masked, and what was found out about its host and its agent.
 *
 * @param visitor who it is: a hash of host and agent, as they are shown
 */
public record LocatedHit(Hit hit, AddressFacts address, AgentFacts agent, long visitor) {

  /** A hit with these. */
  public static LocatedHit of(Hit hit, AddressFacts address, AgentFacts agent) {
    return new LocatedHit(hit, address, agent, TextHash.of(address.hash(), agent.hash()));
  }

  /** The hit as a session of one request. */
  public Visit visit() {
    return Visit.of(hit, hit.request().path().orElse(""));
  }
}
