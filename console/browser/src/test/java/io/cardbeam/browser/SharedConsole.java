package io.cardbeam.browser;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One running demo with a browser beside it for all tests, started by the first that asks. */
final class SharedConsole implements ExecutionCondition, ParameterResolver {
  private static final String REQUIRED = "cardbeam.browser.required";
  private static final AtomicBoolean SAID = new AtomicBoolean();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> missing = Requirements.missing();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("there are a browser and a page");
    }
    if (Boolean.getBoolean(REQUIRED)) {
      throw new IllegalStateException(missing.get());
    }
    if (SAID.compareAndSet(false, true)) {
      System.out.println("Browser tests are skipped: " + missing.get());
    }
    return ConditionEvaluationResult.disabled(missing.get());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Console.class;
  }

  /** Closed with the last test; a demo that does not start is not started a second time. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Once once =
        context
            .getRoot()
            .getStore(Namespace.create(SharedConsole.class))
            .computeIfAbsent(Once.class, key -> new Once(), Once.class);
    return once.console();
  }

  private static final class Once implements AutoCloseable {
    private Optional<Console> console = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    synchronized Console console() {
      if (failure.isPresent()) {
        throw new IllegalStateException("the console did not start before", failure.get());
      }
      if (console.isEmpty()) {
        try {
          console = Optional.of(Console.start());
        } catch (RuntimeException e) {
          failure = Optional.of(e);
          throw e;
        }
      }
      return console.get();
    }

    @Override
    public synchronized void close() {
      console.ifPresent(Console::close);
    }
  }
}
