package io.cardbeam.console.walk;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a page: each block of commands of curl is followed by a block with its output. A read is
 * repeated until it comes out as shown, since lists and events follow a moment later.
 */
public final class Walk {
  private static final Pattern STEP =
      Pattern.compile("```sh\\n(curl .*?)\\n```\\n\\n```(http|json)\\n(.*?)```\\n", Pattern.DOTALL);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> variables;
  private final Duration patience;
  private Map<String, String> examples = Map.of();
  private int steps;

  /**
   * A walk.
   *
   * @param variables values of the shell's variables on the page
   * @param patience how long a read may take to come out as shown
   */
  public Walk(Map<String, String> variables, Duration patience) {
    this.variables = Map.copyOf(variables);
    this.patience = patience;
  }

  /** How many commands were run. */
  public int steps() {
    return steps;
  }

  /** The page as it should be: the same text if all commands come out as shown. */
  public String run(String page) throws Exception {
    StringBuilder walked = new StringBuilder();
    Matcher step = STEP.matcher(page);
    int from = 0;
    while (step.find()) {
      walked.append(page, from, step.start(3)).append(output(step.group(1), step.group(3)));
      from = step.end(3);
      steps++;
    }
    return walked.append(page.substring(from)).toString();
  }

  private String output(String command, String shown) throws Exception {
    CurlCommand curl = CurlCommand.read(withRealValues(command), variables);
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      HttpResponse<String> answer = http.send(curl.request(), BodyHandlers.ofString());
      Map<String, String> known = new HashMap<>(examples);
      String output = ShownAnswer.text(answer, shown, known);
      if (output.equals(shown) || !curl.method().equals("GET") || System.nanoTime() > end) {
        examples = known;
        return output;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /** A command that uses a cursor of an earlier output uses the one of this run. */
  private String withRealValues(String command) {
    String real = command;
    for (Map.Entry<String, String> example : examples.entrySet()) {
      real = real.replace(cursor(example.getKey()), cursor(example.getValue()));
    }
    return real;
  }

  /** The end of a quoted address. */
  private static String cursor(String value) {
    return "cursor=" + value + '"';
  }
}
