package io.cardbeam.weblog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nl.basjes.parse.useragent.UserAgent;
import nl.basjes.parse.useragent.UserAgentAnalyzerDirect;
import org.jspecify.annotations.Nullable;

/**
 * Reads user agents by yauaa, whose half a millisecond for each is spent once: the last {@value
 * #REMEMBERED} are remembered. For all threads.
 */
public final class AgentBook {
  /** Agents that are remembered. */
  static final int REMEMBERED = 1 << 16;

  /** Of longer agents so many characters are read. */
  static final int MAX_CHARS = 1_024;

  private final Map<String, AgentFacts> remembered =
      new LinkedHashMap<>(1 << 10, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AgentFacts> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final @Nullable UserAgentAnalyzerDirect analyzer;

  private AgentBook(@Nullable UserAgentAnalyzerDirect analyzer) {
    this.analyzer = analyzer;
  }

  /** One that reads agents whole; to make it takes seconds. */
  public static AgentBook reading() {
    return new AgentBook(
        UserAgentAnalyzerDirect.newBuilder()
            .hideMatcherLoadStats()
            .withField(UserAgent.AGENT_NAME)
            .withField(UserAgent.AGENT_VERSION)
            .withField(UserAgent.OPERATING_SYSTEM_NAME_VERSION)
            .withField(UserAgent.DEVICE_CLASS)
            .build());
  }

  /** One that tells kinds of client alone, by their names. */
  public static AgentBook ofClasses() {
    return new AgentBook(null);
  }

  /** What an agent says. */
  public AgentFacts find(Optional<String> agent) {
    if (agent.isEmpty()) {
      return AgentFacts.NONE;
    }
    AgentFacts known;
    synchronized (remembered) {
      known = remembered.get(agent.get());
    }
    if (known != null) {
      return known;
    }
    AgentFacts facts = read(agent.get()); // two that meet it at once both read it, and the same
    synchronized (remembered) {
      remembered.put(agent.get(), facts);
    }
    return facts;
  }

  private AgentFacts read(String agent) {
    String begin = agent.length() <= MAX_CHARS ? agent : agent.substring(0, MAX_CHARS);
    AgentClass kind = AgentNames.classOf(begin);
    Optional<UserAgent> read = Optional.ofNullable(analyzer).map(yauaa -> yauaa.parse(begin));
    Optional<String> name = read.flatMap(all -> value(all, UserAgent.AGENT_NAME));
    return new AgentFacts(
        Optional.of(SecretMask.cardNumbers(agent)),
        TextHash.of(agent),
        kind,
        kind == AgentClass.AI_AGENT ? AgentNames.nameOfAi(begin).or(() -> name) : name,
        read.flatMap(all -> value(all, UserAgent.AGENT_VERSION)),
        read.flatMap(all -> value(all, UserAgent.OPERATING_SYSTEM_NAME_VERSION)),
        read.flatMap(all -> value(all, UserAgent.DEVICE_CLASS)));
  }

  /** yauaa has {@code ??} and Unknown for what is not said. */
  private static Optional<String> value(UserAgent read, String field) {
    String value = read.getValue(field);
    String said = value == null ? "" : value.replace("??", "").strip();
    return said.isEmpty() || said.startsWith("Unknown")
        ? Optional.empty()
        : Optional.of(SecretMask.cardNumbers(said));
  }
}
