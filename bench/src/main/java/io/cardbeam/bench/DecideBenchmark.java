package io.cardbeam.bench;

import io.cardbeam.bench.CardCases.Case;
import io.cardbeam.decision.Decider;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The whole decision on one request after the other, and the profile's update with its answer. */
@State(Scope.Thread)
public class DecideBenchmark {
  private final Deciding by = Deciding.standard();
  private final Decider decider = new Decider(by);
  private final RuleBook noRules = DecisionRuleBook.empty();
  private final RuleBook tenRules = TenRules.book();
  private final List<Case> cases = CardCases.all(by, noRules);
  private int next;

  private Case next() {
    next = (next + 1) % CardCases.CASES;
    return cases.get(next);
  }

  /** Features, scores, ten live rules, policy and reasons. */
  @Benchmark
  public Decider.Judged tenRules() {
    Case asked = next();
    return decider.decide(asked.profile(), asked.request(), tenRules);
  }

  /** The same without rules. */
  @Benchmark
  public Decider.Judged noRules() {
    Case asked = next();
    return decider.decide(asked.profile(), asked.request(), noRules);
  }

  /** What follows: the profile takes in the request and its answer. */
  @Benchmark
  public CardProfile profile() {
    Case asked = next();
    return asked.profile().apply(asked.request(), asked.decision());
  }
}
