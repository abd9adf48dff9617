package io.cardbeam.browser;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One running demo, and one console with web logs, with a browser beside it for all tests; each is
 * started by the first that asks.
 */
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
    Class<?> type = parameter.getParameter().getType();
    return type == Console.class || type == WeblogConsole.class;
  }

  /** Closed with the last test; what does not start is not started a second time. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    boolean isDemo = parameter.getParameter().getType() == Console.class;
    Supplier<AutoCloseable> start = isDemo ? Console::start : WeblogConsole::start;
    return context
        .getRoot()
        .getStore(Namespace.create(SharedConsole.class))
        .computeIfAbsent(
            isDemo ? Console.class : WeblogConsole.class, k -> new Once(start), Once.class)
        .console();
  }

  private static final class Once implements AutoCloseable {
    private final Supplier<AutoCloseable> start;
    private Optional<AutoCloseable> console = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    Once(Supplier<AutoCloseable> start) {
      this.start = start;
    }

    synchronized AutoCloseable console() {
      if (failure.isPresent()) {
        throw new IllegalStateException("the console did not start before", failure.get());
      }
      if (console.isEmpty()) {
        try {
          console = Optional.of(start.get());
        } catch (RuntimeException e) {
          failure = Optional.of(e);
          throw e;
        }
      }
      return console.get();
    }

    @Override
    public synchronized void close() {
      console.ifPresent(Once::end);
    }

    private static void end(AutoCloseable running) {
      try {
        running.close();
      } catch (Exception e) {
        throw new IllegalStateException("the console does not end", e);
      }
    }
  }
}
