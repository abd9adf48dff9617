package io.cardbeam.weblog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AgentBook} for one thread: the last agent for each of {@value #REMEMBERED} places of
 * its hash is found without waiting for other threads.
 */
public final class RecentAgents {
  /** Agents that are remembered. */
  static final int REMEMBERED = 1 << 12;

  private final AgentBook book;
  private final @Nullable Entry[] entries = new Entry[REMEMBERED];

  private record Entry(String agent, AgentFacts facts) {}

  /**
   * @param book reads those that are not remembered
   */
  public RecentAgents(AgentBook book) {
    this.book = book;
  }

  /** What an agent says. */
  public AgentFacts find(Optional<String> agent) {
    if (agent.isEmpty()) {
      return AgentFacts.NONE;
    }
    String text = agent.get();
    int place = TextHash.spread(text.hashCode()) & (REMEMBERED - 1);
    Entry known = entries[place];
    if (known != null && known.agent.equals(text)) {
      return known.facts;
    }
    AgentFacts facts = book.find(agent);
    if (text.length() <= RecentTexts.MAX_BYTES) {
      entries[place] = new Entry(text, facts);
    }
    return facts;
  }
}
