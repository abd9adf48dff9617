package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Forms of files in tests, and the check that a value is refused. */
final class KnownForms {
  static final Forms POINT = Forms.usual();
  static final Forms COMMA =
      new Forms(DecimalSign.COMMA, DateForm.of(Optional.empty()), DateForm.of(Optional.empty()));

  private KnownForms() {}

  static Forms ordered(DateOrder order) {
    DateForm form = DateForm.of(Optional.of(order));
    return new Forms(DecimalSign.POINT, form, form);
  }

  static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable reading, String code) {
    return assertThatThrownBy(reading)
        .isInstanceOfSatisfying(BadRowException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
