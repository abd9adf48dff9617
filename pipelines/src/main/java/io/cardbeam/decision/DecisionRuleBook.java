package io.cardbeam.decision;

import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleCompiler;
import io.cardbeam.rule.RuleJson;
import io.cardbeam.rule.RuleLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Books of rules on requests and on the features of {@link FeatureList}. */
public final class DecisionRuleBook {
  private static final RuleBook EMPTY =
      RuleBook.empty(
          new RuleCompiler(
              RuleLanguage.withFeatures(FeatureList.all().stream().map(Feature::name).toList())));

  private static final String SHIPPED = "shipped-rules.jsonl";

  private DecisionRuleBook() {}

  /**
   * The rules that come with Cardbeam, live since 1970: what no model learns from data in which it
   * never happens. A later version under the same id replaces or retires one.
   */
  public static RuleBook shipped() {
    return Shipped.BOOK;
  }

  private static final class Shipped {
    private static final RuleBook BOOK = read();

    private static RuleBook read() {
      try (InputStream in =
          Objects.requireNonNull(DecisionRuleBook.class.getResourceAsStream(SHIPPED))) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return EMPTY.plusAll(text.lines().map(RuleJson::read).toList()).book();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A book without rules. */
  public static RuleBook empty() {
    return EMPTY;
  }
}
