package io.cardbeam.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.sample.SampleRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The translation against CEL's own runtime, on expressions and values drawn at random. */
class TranslatorTest {
  private static final RuleCompiler COMPILER =
      new RuleCompiler(RuleLanguage.withFeatures(List.of("f0", "f1", "f2")));
  private static final int REQUESTS = 20;

  @Property(tries = 2_000)
  void evaluatesAsTheLanguagesOwnRuntime(@ForAll long seed) throws BadRuleException {
    Random random = new Random(seed);
    String expression = new GeneratedExpressions(random).bool(4);
    var tree = COMPILER.checked(expression);
    Optional<Node.Bool> translated = Translator.translate(tree, COMPILER.language());
    assertThat(translated).as(expression).isPresent();
    Node.Bool interpreted = COMPILER.interpreted(tree);
    for (int i = 0; i < REQUESTS; i++) {
      RuleInput input = input(random);
      assertThat(outcome(translated.get(), input))
          .as("%s (seed %d)", expression, seed)
          .isEqualTo(outcome(interpreted, input));
    }
  }

  /** "true", "false" or "error": the text of an error is not part of the language. */
  private static String outcome(Node.Bool condition, RuleInput input) {
    try {
      return Boolean.toString(condition.test(input));
    } catch (RuleFailedException e) {
      return "error";
    }
  }

  private static RuleInput input(Random random) {
    Instant at = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
    AuthorizationRequest request = SampleRules.request(at, 1 + random.nextInt(1_000));
    float[] features = {feature(random), feature(random), feature(random)};
    return new RuleInput().set(request, CardProfile.EMPTY, random.nextDouble(), features);
  }

  private static float feature(Random random) {
    float[] special = {
      Float.NaN, 0f, -0f, 1f, 2f, 3.5f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0x1p63f
    };
    return random.nextBoolean()
        ? special[random.nextInt(special.length)]
        : (float) random.nextGaussian() * 5;
  }
}
