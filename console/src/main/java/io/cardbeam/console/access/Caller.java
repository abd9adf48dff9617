package io.cardbeam.console.access;

import java.util.Set;

/** Who asks, as far as access control found out. */
public sealed interface Caller {
  /** The caller's name in the audit trail, such as {@code user:ada} or {@code key:k_3f…}. */
  String auditName();

  /** Whether the caller may do what this scope stands for. */
  boolean may(Scope scope);

  /** A program with a key. */
  sealed interface KeyCaller extends Caller {
    /** Names the key in lists and the audit trail; no secret. */
    String keyId();

    /** What the key is for. */
    Set<Scope> scopes();

    @Override
    default String auditName() {
      return "key:" + keyId();
    }

    @Override
    default boolean may(Scope scope) {
      return scopes().contains(scope);
    }
  }

  /**
   * A merchant's program.
   *
   * @param settings what is agreed with the merchant
   */
  record MerchantCaller(String keyId, Set<Scope> scopes, MerchantSettings settings)
      implements KeyCaller {
    public MerchantCaller {
      scopes = Set.copyOf(scopes);
    }

    /** The merchant. */
    public String merchantId() {
      return settings.id();
    }
  }

  /**
   * The card issuer's program.
   *
   * @param issuer name of the issuer
   */
  record IssuerCaller(String keyId, Set<Scope> scopes, String issuer) implements KeyCaller {
    public IssuerCaller {
      scopes = Set.copyOf(scopes);
    }
  }

  /**
   * A program that asks the cube.
   *
   * @param name of the program
   */
  record AnalystCaller(String keyId, Set<Scope> scopes, String name) implements KeyCaller {
    public AnalystCaller {
      scopes = Set.copyOf(scopes);
    }
  }

  /**
   * A person who signed in.
   *
   * @param userId names the user in the database
   * @param name the user signs in by
   * @param cardTokens cards that the user enrolled; empty for others than cardholders
   */
  record PersonCaller(long userId, String name, Role role, Set<String> cardTokens)
      implements Caller {
    public PersonCaller {
      cardTokens = Set.copyOf(cardTokens);
    }

    @Override
    public String auditName() {
      return "user:" + name;
    }

    /** Analysts and administrators may ask the cube; no person may pay. */
    @Override
    public boolean may(Scope scope) {
      return scope == Scope.ANALYTICS_READ && role != Role.CARDHOLDER;
    }
  }
}
