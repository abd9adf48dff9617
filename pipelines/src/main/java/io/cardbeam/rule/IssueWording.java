package io.cardbeam.rule;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL's checker says, in words for people who do not know how it names things. */
final class IssueWording {
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);
  private static final Pattern EXPECTED_TYPE =
      Pattern.compile("expected type '([^']*)' but found '([^']*)'.*", Pattern.DOTALL);
  private static final Map<String, String> OPERATORS =
      Map.of("@in", "in", "_?_:_", "?:", "-_", "-", "!_", "!");

  private IssueWording() {}

  static String of(String message) {
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      return "there is no variable or function '" + undeclared.group(1) + "'";
    }
    Matcher overload = NO_OVERLOAD.matcher(message);
    if (overload.matches()) {
      String types = overload.group(2);
      return operator(overload.group(1))
          + " does not take "
          + types
          + (types.contains("int") && types.contains("double")
              ? "; beside a double write 3.0, not 3"
              : "");
    }
    Matcher type = EXPECTED_TYPE.matcher(message);
    if (type.matches()) {
      return "the condition is a " + type.group(2) + ", not a " + type.group(1);
    }
    if (message.contains("<EOF>") && message.startsWith("mismatched input")) {
      return "the expression ends here too early";
    }
    return message.lines().findFirst().orElse("it can't be read");
  }

  private static String operator(String function) {
    return OPERATORS.getOrDefault(
        function, function.startsWith("_") ? function.replace("_", "") : function);
  }
}
