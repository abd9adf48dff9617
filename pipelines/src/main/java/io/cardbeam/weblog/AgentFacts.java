package io.cardbeam.weblog;

import java.util.Optional;

/**
 * What a user agent says of a client.
 *
 * @param text as rows have it: card numbers are masked
 * @param hash of the whole text, to tell visitors apart
 * @param agentClass kind of client
 * @param name such as Firefox or Googlebot
 * @param version of it, as far as it is said
 * @param os operating system with its version
 * @param device kind of device, such as Desktop or Phone
 */
public record AgentFacts(
    Optional<String> text,
    long hash,
    AgentClass agentClass,
    Optional<String> name,
    Optional<String> version,
    Optional<String> os,
    Optional<String> device) {

  /** Of a hit that names no agent. */
  static final AgentFacts NONE =
      new AgentFacts(
          Optional.empty(),
          0,
          AgentClass.UNKNOWN,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
