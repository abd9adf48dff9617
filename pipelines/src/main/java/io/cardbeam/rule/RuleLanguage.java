package io.cardbeam.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variables that a condition may use: fields of the request, the probability, features. */
public final class RuleLanguage {
  private final Map<String, Variable> variables;

  private RuleLanguage(Map<String, Variable> variables) {
    this.variables = Collections.unmodifiableMap(variables);
  }

  /**
   * A variable.
   *
   * @param name as conditions write it
   * @param meaning what it holds, with its unit
   */
  public record Variable(String name, String meaning, Node node) {
    /** CEL's name of its type. */
    public String type() {
      if (node instanceof Node.Bool) {
        return "bool";
      }
      if (node instanceof Node.Int) {
        return "int";
      }
      return node instanceof Node.Real ? "double" : "string";
    }

    /** Its value as dev.cel's own runtime takes it. */
    Object value(RuleInput input) {
      if (node instanceof Node.Bool bool) {
        return bool.test(input);
      }
      if (node instanceof Node.Int number) {
        return number.value(input);
      }
      if (node instanceof Node.Real number) {
        return number.value(input);
      }
      return ((Node.Text) node).value(input);
    }
  }

  /**
   * The language over a request, its probability and these features, each a double by its name. A
   * feature that is named as a field of the request is that field.
   */
  public static RuleLanguage withFeatures(List<String> featureNames) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (Variable field : requestFields()) {
      variables.put(field.name(), field);
    }
    for (int i = 0; i < featureNames.size(); i++) {
      int index = i;
      Node.Real node = input -> input.feature(index);
      variables.putIfAbsent(
          featureNames.get(i),
          new Variable(featureNames.get(i), "feature; NaN where missing", node));
    }
    return new RuleLanguage(variables);
  }

  /** All variables, the request's first. */
  public List<Variable> variables() {
    return List.copyOf(variables.values());
  }

  Optional<Variable> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  private static List<Variable> requestFields() {
    List<Variable> fields = new ArrayList<>();
    real(
        fields, "amount", "amount asked for, major units, for instance dollars", RuleInput::amount);
    number(
        fields,
        "amount_minor",
        "amount asked for, minor units",
        in -> in.request().getAmountMinor());
    text(fields, "currency", "ISO 4217 code", in -> in.request().getCurrency());
    text(fields, "merchant_id", "merchant's key", in -> in.request().getMerchantId());
    text(fields, "merchant_name", "merchant's name", in -> in.request().getMerchantName());
    text(fields, "category", "merchant category", in -> in.request().getCategory());
    text(
        fields,
        "channel",
        "CARD_PRESENT, ONLINE or UNKNOWN",
        in -> in.request().getChannel().name());
    text(
        fields,
        "merchant_city",
        "city of the purchase; empty where not known",
        in -> orEmpty(in.request().getMerchantCity()));
    text(
        fields,
        "merchant_state",
        "state of the purchase; empty where not known",
        in -> orEmpty(in.request().getMerchantState()));
    text(fields, "card_token", "token of the card", in -> in.request().getCardToken());
    text(
        fields,
        "home_country",
        "cardholder's country, two capital letters; empty where not known",
        RuleInput::homeCountry);
    text(
        fields,
        "client_country",
        "country of the shopper's address; empty where not known",
        in -> orEmpty(in.request().getClientCountry()));
    bool(
        fields,
        "client_abroad",
        "whether both countries are known, and are not the same",
        RuleInput::isClientAbroad);
    bool(
        fields,
        "new_client_network",
        "whether the card was used from other networks alone, as far as is known",
        RuleInput::isClientNetworkNew);
    bool(
        fields,
        "new_client_agent",
        "whether the card was used by other browsers and apps alone, as far as is known",
        RuleInput::isClientAgentNew);
    number(
        fields,
        "address_cards_1h",
        "most cards that asked from the shopper's address in one clock hour, this one or the one"
            + " before; 0 below 3 and where not known, 100 for 100 or more",
        RuleInput::addressCards);
    number(fields, "hour_utc", "hour of the day, 0 to 23, UTC", RuleInput::hourUtc);
    number(fields, "weekday", "1 Monday to 7 Sunday, UTC", RuleInput::weekday);
    real(fields, "fraud_probability", "the model's, 0 to 1", RuleInput::fraudProbability);
    return fields;
  }

  private static void real(List<Variable> to, String name, String meaning, Node.Real node) {
    to.add(new Variable(name, meaning, node));
  }

  private static void number(List<Variable> to, String name, String meaning, Node.Int node) {
    to.add(new Variable(name, meaning, node));
  }

  private static void bool(List<Variable> to, String name, String meaning, Node.Bool node) {
    to.add(new Variable(name, meaning, node));
  }

  private static void text(List<Variable> to, String name, String meaning, Node.Text node) {
    to.add(new Variable(name, meaning, node));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
