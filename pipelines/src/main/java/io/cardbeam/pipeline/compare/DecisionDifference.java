package io.cardbeam.pipeline.compare;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * In what two decisions on a request differ. The names of policy and model must differ when others
 * decide, and are no difference by themselves. What the archived decision does not tell (null: it
 * was made before there was that field) can't differ. All else must be equal, to the last bit of a
 * probability.
 */
final class DecisionDifference {
  private static final Set<String> NAMES = Set.of("policy_version", "model_version");
  private static final String REASONS = "reasons";

  private DecisionDifference() {}

  /** Names of the fields, in the order of the schema; none if the decisions are the same. */
  static List<String> fields(AuthorizationDecision archived, AuthorizationDecision anew) {
    List<String> fields = new ArrayList<>();
    for (Schema.Field field : AuthorizationDecision.getClassSchema().getFields()) {
      Object then = archived.get(field.pos());
      boolean same =
          NAMES.contains(field.name())
              || then == null
              || (field.name().equals(REASONS)
                  ? areSame(archived.getReasons(), anew.getReasons())
                  : Objects.equals(then, anew.get(field.pos())));
      if (!same) {
        fields.add(field.name());
      }
    }
    return fields;
  }

  private static boolean areSame(List<Reason> archived, List<Reason> anew) {
    if (archived.size() != anew.size()) {
      return false;
    }
    for (int i = 0; i < archived.size(); i++) {
      Reason then = archived.get(i);
      Reason now = anew.get(i);
      if (!then.getCode().equals(now.getCode())
          || !then.getText().equals(now.getText())
          || (then.getFigure() != null && !then.getFigure().equals(now.getFigure()))) {
        return false;
      }
    }
    return true;
  }
}
