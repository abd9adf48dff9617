package io.cardbeam.profile;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.text.StableHash;
import org.jspecify.annotations.Nullable;

/**
 * The networks and browsers or apps that a card was used from, as far as requests tell.
 *
 * @param networks keys of {@code client_network}, at most {@value #MAX_NETWORKS}
 * @param agents keys of {@code client_agent_hash}, at most {@value #MAX_AGENTS}
 */
public record KnownClients(KnownKeys networks, KnownKeys agents) {
  /** Most networks that are kept of a card. */
  public static final int MAX_NETWORKS = 16;

  /** Most browsers and apps that are kept of a card. */
  public static final int MAX_AGENTS = 16;

  static final KnownClients NONE = new KnownClients(KnownKeys.NONE, KnownKeys.NONE);

  /**
   * Whether earlier requests came from other networks alone. Not so if the request or all earlier
   * ones do not tell: a first one is like none and unlike none.
   */
  public boolean isNewNetwork(AuthorizationRequest request) {
    return isNew(networks, request.getClientNetwork());
  }

  /** Whether earlier requests came from other browsers and apps alone, as {@link #isNewNetwork}. */
  public boolean isNewAgent(AuthorizationRequest request) {
    return isNew(agents, request.getClientAgentHash());
  }

  private static boolean isNew(KnownKeys known, @Nullable String client) {
    return client != null && !known.isEmpty() && !known.contains(StableHash.of(client));
  }

  KnownClients plus(AuthorizationRequest request, long timeMillis) {
    String network = request.getClientNetwork();
    String agent = request.getClientAgentHash();
    if (network == null && agent == null) {
      return this;
    }
    return new KnownClients(
        plus(networks, network, timeMillis, MAX_NETWORKS),
        plus(agents, agent, timeMillis, MAX_AGENTS));
  }

  private static KnownKeys plus(
      KnownKeys known, @Nullable String client, long timeMillis, int most) {
    return client == null ? known : known.plus(StableHash.of(client), timeMillis, most);
  }
}
