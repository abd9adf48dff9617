package io.cardbeam.browser.bench;

import io.cardbeam.browser.bench.CubeStep.Act;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Questions at random, each once: of some dimensions of few members and at most one of many. */
final class CubeSteps {
  private static final List<String> FEW =
      List.of(
          "year",
          "quarter",
          "month",
          "weekday",
          "weekend",
          "hour",
          "part_of_day",
          "state",
          "category",
          "gender",
          "fraud");

  private static final List<String> MANY = List.of("city", "merchant", "job", "date");
  private static final List<String> FIGURES =
      List.of("count", "amount", "average", "frauds", "fraud_amount", "fraud_rate");
  private static final List<String> BOTH =
      List.of(
          "authorization.count",
          "transaction.count",
          "authorization.amount",
          "transaction.amount",
          "declined",
          "purchases");
  private static final List<String> CONDITIONS =
      List.of(
          "state in (CA, NY, TX)",
          "date between 2020-06-21 and 2020-12-31",
          "category = travel and year = 2020",
          "hour between 8 and 17",
          "fraud = true",
          "state <> CA and weekend = true");

  /** One of so many kinds of questions has a dimension of many members in its rows. */
  private static final int ONE_OF = 4;

  private static final int MAX_FIGURES = 3;

  private final Random random;
  private final Set<CubeStep> made = new HashSet<>();

  private CubeSteps(long seed) {
    this.random = new Random(seed);
  }

  /** Makes so many questions of one kind. */
  private interface Kind {
    CubeStep step(CubeSteps of);
  }

  private static final List<Kind> KINDS =
      List.of(
          CubeSteps::oneDimension,
          CubeSteps::twoDimensions,
          CubeSteps::threeDimensions,
          CubeSteps::oneMember,
          CubeSteps::underCondition,
          CubeSteps::bothFacts,
          CubeSteps::aFigureMore);

  /** So many questions of each kind, the kinds one after the other. */
  static List<CubeStep> of(int each, long seed) {
    CubeSteps steps = new CubeSteps(seed);
    List<CubeStep> all = new ArrayList<>();
    for (Kind kind : KINDS) {
      int most = all.size() + each;
      for (int tries = 0; all.size() < most && tries < each * 100; tries++) {
        CubeStep step = kind.step(steps);
        if (steps.made.add(step)) {
          all.add(step);
        }
      }
    }
    return all;
  }

  private List<String> some(List<String> of, int count) {
    List<String> all = new ArrayList<>(of);
    Collections.shuffle(all, random);
    return all.subList(0, count);
  }

  /** Dimensions, of which the first may have many members. */
  private List<String> dimensions(int count) {
    List<String> all = new ArrayList<>(some(FEW, count));
    if (random.nextInt(ONE_OF) == 0) {
      all.set(0, some(MANY, 1).get(0));
    }
    return all;
  }

  private List<String> figures() {
    return some(FIGURES, 1 + random.nextInt(MAX_FIGURES));
  }

  private String fact() {
    return random.nextBoolean() ? "authorization" : "transaction";
  }

  private CubeStep oneDimension() {
    String start = CubeStep.query(fact(), List.of(), List.of(), figures(), "");
    return new CubeStep("one dimension", start, Act.ROWS, dimensions(1).get(0));
  }

  private CubeStep twoDimensions() {
    List<String> two = dimensions(2);
    String start = CubeStep.query(fact(), two.subList(0, 1), List.of(), figures(), "");
    return new CubeStep("two dimensions", start, Act.COLUMNS, two.get(1));
  }

  private CubeStep threeDimensions() {
    List<String> three = some(FEW, 3);
    String start = CubeStep.query(fact(), three.subList(0, 1), three.subList(1, 2), figures(), "");
    return new CubeStep("three dimensions", start, Act.ROWS, three.get(2));
  }

  private CubeStep oneMember() {
    List<String> two = dimensions(2);
    String start = CubeStep.query(fact(), two.subList(0, 1), two.subList(1, 2), figures(), "");
    return new CubeStep("one member alone", start, Act.ONLY, "");
  }

  private CubeStep underCondition() {
    List<String> two = dimensions(2);
    String start =
        CubeStep.query(fact(), two.subList(0, 1), List.of(), figures(), some(CONDITIONS, 1).get(0));
    return new CubeStep("two under a condition", start, Act.COLUMNS, two.get(1));
  }

  private CubeStep bothFacts() {
    List<String> two = dimensions(2);
    String start =
        CubeStep.query(
            "both", two.subList(0, 1), List.of(), some(BOTH, 1 + random.nextInt(MAX_FIGURES)), "");
    return new CubeStep("two of both facts", start, Act.ROWS, two.get(1));
  }

  private CubeStep aFigureMore() {
    List<String> two = dimensions(2);
    List<String> figures = some(FIGURES, 2);
    String start =
        CubeStep.query(fact(), two.subList(0, 1), two.subList(1, 2), figures.subList(0, 1), "");
    return new CubeStep("a figure more", start, Act.FIGURES, figures.get(1));
  }
}
