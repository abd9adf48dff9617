package io.cardbeam.rule;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Well-typed expressions of the part of CEL that is translated. */
final class GeneratedExpressions {
  private final Random random;

  GeneratedExpressions(Random random) {
    this.random = random;
  }

  String bool(int depth) {
    if (depth == 0) {
      return pick("true", "false", "(f0 > 1)", "(hour_utc in [1, 2, 3, 22])", "(f1 == f2)");
    }
    int next = depth - 1;
    return switch (random.nextInt(9)) {
      case 0 -> "(" + bool(next) + " && " + bool(next) + ")";
      case 1 -> "(" + bool(next) + " || " + bool(next) + ")";
      case 2 -> "!(" + bool(next) + ")";
      case 3 -> "(" + bool(next) + " ? " + bool(next) + " : " + bool(next) + ")";
      case 4 -> "(" + number(next) + order() + number(next) + ")";
      case 5 -> "(" + text(next) + pick(" == ", " != ", " < ", " >= ") + text(next) + ")";
      case 6 -> text(next) + pick(".contains(", ".startsWith(", ".endsWith(") + text(0) + ")";
      case 7 -> equality(next);
      default -> membership(next);
    };
  }

  private String equality(int depth) {
    String sign = pick(" == ", " != ");
    return switch (random.nextInt(3)) {
      case 0 -> "(" + whole(depth) + sign + whole(depth) + ")";
      case 1 -> "(" + real(depth) + sign + real(depth) + ")";
      default -> "(" + bool(depth) + sign + bool(depth) + ")";
    };
  }

  private String membership(int depth) {
    String membership =
        switch (random.nextInt(3)) {
          case 0 -> whole(depth) + " in " + list("0", "1", "2", "5", "7", "11");
          case 1 -> real(depth) + " in " + list("0.0", "1.0", "2.0", "3.5", "-1.0");
          default -> text(depth) + " in " + list("'USD'", "'EUR'", "'Vienna'", "''");
        };
    return "(" + membership + ")";
  }

  private String number(int depth) {
    return random.nextBoolean() ? whole(depth) : real(depth);
  }

  private String whole(int depth) {
    if (depth == 0) {
      return pick(
          "hour_utc",
          "weekday",
          "amount_minor",
          Integer.toString(random.nextInt(9)),
          "9223372036854775807",
          "-9223372036854775808",
          "9007199254740993");
    }
    int next = depth - 1;
    return switch (random.nextInt(4)) {
      case 0 -> "-(" + whole(next) + ")";
      case 1 -> "size(" + text(next) + ")";
      case 2 -> "(" + bool(next) + " ? " + whole(next) + " : " + whole(next) + ")";
      default -> "(" + whole(next) + pick(" + ", " - ", " * ", " / ", " % ") + whole(next) + ")";
    };
  }

  private String real(int depth) {
    if (depth == 0) {
      return pick(
          "f0", "f1", "f2", "amount", "fraud_probability", "0.5", "3.5", "9007199254740992.0");
    }
    int next = depth - 1;
    return switch (random.nextInt(4)) {
      case 0 -> "-(" + real(next) + ")";
      case 1 -> "double(" + whole(next) + ")";
      case 2 -> "(" + bool(next) + " ? " + real(next) + " : " + real(next) + ")";
      default -> "(" + real(next) + pick(" + ", " - ", " * ", " / ") + real(next) + ")";
    };
  }

  private String text(int depth) {
    if (depth == 0) {
      return pick("currency", "merchant_city", "channel", "'U'", "'ien'", "'\\U0001F600'", "''");
    }
    int next = depth - 1;
    return random.nextInt(3) == 0
        ? "(" + bool(next) + " ? " + text(next) + " : " + text(next) + ")"
        : text(0);
  }

  private String order() {
    return pick(" < ", " <= ", " > ", " >= ");
  }

  private String list(String... elements) {
    return Stream.of(elements)
        .filter(element -> random.nextBoolean())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String pick(String... choices) {
    return List.of(choices).get(random.nextInt(choices.length));
  }
}
