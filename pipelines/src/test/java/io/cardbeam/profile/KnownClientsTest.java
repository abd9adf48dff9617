package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.sample.SampleRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownClientsTest {
  @Property(tries = 100)
  void knowsTheLatestOfEach(@ForAll long seed) {
    Random random = new Random(seed);
    KnownClients clients = KnownClients.NONE;
    Map<String, Long> networks = new HashMap<>();
    Map<String, Long> agents = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      String network = random.nextInt(4) == 0 ? null : "network-" + random.nextInt(24);
      String agent = random.nextInt(4) == 0 ? null : "agent-" + random.nextInt(20);
      AuthorizationRequest request = request(network, agent);
      // Each at a time of its own, which need not be later than those before.
      long time = random.nextLong(1L << 50);

      assertThat(clients.isNewNetwork(request))
          .as("network of request %d, seed %d", i, seed)
          .isEqualTo(isNew(networks, network));
      assertThat(clients.isNewAgent(request))
          .as("agent of request %d, seed %d", i, seed)
          .isEqualTo(isNew(agents, agent));
      clients = clients.plus(request, time);
      add(networks, network, time, KnownClients.MAX_NETWORKS);
      add(agents, agent, time, KnownClients.MAX_AGENTS);
    }
  }

  private static boolean isNew(Map<String, Long> known, @Nullable String client) {
    return client != null && !known.isEmpty() && !known.containsKey(client);
  }

  private static void add(Map<String, Long> known, @Nullable String client, long time, int most) {
    if (client == null) {
      return;
    }
    if (!known.containsKey(client) && known.size() == most) {
      known.remove(known.entrySet().stream().min(Map.Entry.comparingByValue()).get().getKey());
    }
    known.merge(client, time, Math::max);
  }

  @Test
  void aRequestThatDoesNotTellChangesNothing() {
    KnownClients one = KnownClients.NONE.plus(request("network", "agent"), 1);
    assertThat(one.plus(request(null, null), 2)).isSameAs(one);
    assertThat(one.isNewNetwork(request(null, null))).isFalse();
    assertThat(one.isNewAgent(request(null, null))).isFalse();
    assertThat(one.isNewNetwork(request("other", null))).isTrue();
    assertThat(KnownClients.NONE.isNewNetwork(request("network", "agent"))).isFalse();
  }

  private static AuthorizationRequest request(@Nullable String network, @Nullable String agent) {
    return AuthorizationRequest.newBuilder(SampleRules.request(SampleEvents.START, 100))
        .setClientNetwork(network)
        .setClientAgentHash(agent)
        .build();
  }
}
