package io.cardbeam.rule;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.cardbeam.rule.Translator.UnknownToTranslatorException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code value in [constants]}, the constants of the value's own type. */
final class MembershipNodes {
  private MembershipNodes() {}

  static Node.Bool of(Node value, CelExpr list) {
    if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
      throw new UnknownToTranslatorException();
    }
    List<CelExpr> elements = list.list().elements();
    if (value instanceof Node.Int number) {
      long[] among =
          elements.stream()
              .mapToLong(e -> constant(e, CelConstant.Kind.INT64_VALUE).int64Value())
              .toArray();
      return in -> contains(among, number.value(in));
    }
    if (value instanceof Node.Real number) {
      double[] among =
          elements.stream()
              .mapToDouble(e -> constant(e, CelConstant.Kind.DOUBLE_VALUE).doubleValue())
              .toArray();
      return in -> contains(among, number.value(in));
    }
    if (value instanceof Node.Text text) {
      Set<String> among =
          elements.stream()
              .map(e -> constant(e, CelConstant.Kind.STRING_VALUE).stringValue())
              .collect(Collectors.toUnmodifiableSet());
      return in -> among.contains(text.value(in));
    }
    throw new UnknownToTranslatorException();
  }

  private static CelConstant constant(CelExpr element, CelConstant.Kind kind) {
    if (element.getKind() != CelExpr.ExprKind.Kind.CONSTANT
        || element.constant().getKind() != kind) {
      throw new UnknownToTranslatorException();
    }
    return element.constant();
  }

  private static boolean contains(long[] among, long value) {
    for (long each : among) {
      if (each == value) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(double[] among, double value) {
    for (double each : among) {
      if (each == value) {
        return true;
      }
    }
    return false;
  }
}
