package io.cardbeam.console.walk;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line of curl, as far as {@code docs/api.md} uses it: {@code -i}, {@code -X}, {@code
 * -H}, {@code -d} and {@code --json}, with the quotes, variables and continued lines of a shell.
 * Anything else is refused.
 *
 * @param method as curl would choose it
 * @param url with its variables replaced
 * @param headers name and value
 * @param body if there is one
 */
public record CurlCommand(
    String method, String url, List<Map.Entry<String, String>> headers, Optional<String> body) {
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_]+)");

  public CurlCommand {
    headers = List.copyOf(headers);
  }

  /**
   * Reads a command.
   *
   * @param variables values of the shell's variables
   */
  public static CurlCommand read(String command, Map<String, String> variables) {
    Iterator<String> words = words(command, variables).iterator();
    if (!words.next().equals("curl")) {
      throw new IllegalArgumentException("not a command of curl: " + command);
    }
    String method = "";
    String url = "";
    Optional<String> body = Optional.empty();
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "-i" -> {}
        case "-X" -> method = words.next();
        case "-H" -> headers.add(header(words.next()));
        case "-d" -> body = Optional.of(words.next());
        case "--json" -> {
          body = Optional.of(words.next());
          headers.add(Map.entry("Content-Type", "application/json"));
          headers.add(Map.entry("Accept", "application/json"));
        }
        default -> {
          if (word.startsWith("-") || !url.isEmpty()) {
            throw new IllegalArgumentException("not known here: " + word);
          }
          url = word;
        }
      }
    }
    String chosen = method.isEmpty() ? (body.isPresent() ? "POST" : "GET") : method;
    return new CurlCommand(chosen, url, headers, body);
  }

  /** The request that curl would send. */
  public HttpRequest request() {
    BodyPublisher publisher = body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, publisher);
    headers.forEach(header -> request.header(header.getKey(), header.getValue()));
    if (body.isPresent() && headers.stream().noneMatch(h -> h.getKey().equals("Content-Type"))) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    return request.build();
  }

  private static Map.Entry<String, String> header(String text) {
    String[] parts = text.split(": *", 2);
    return Map.entry(parts[0], parts[1]);
  }

  /** Splits a command into words as a shell does. */
  private static List<String> words(String command, Map<String, String> variables) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean open = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == '\'' || c == '"') {
        int end = command.indexOf(c, i + 1);
        String quoted = command.substring(i + 1, end);
        word.append(c == '"' ? expand(quoted, variables) : quoted);
        open = true;
        i = end;
      } else if (c == '\\' && command.charAt(i + 1) == '\n') {
        i++;
      } else if (Character.isWhitespace(c)) {
        if (open) {
          words.add(word.toString());
        }
        word.setLength(0);
        open = false;
      } else if (c == '$') {
        Matcher variable = VARIABLE.matcher(command).region(i, command.length());
        if (!variable.lookingAt()) {
          throw new IllegalArgumentException("no variable at " + command.substring(i));
        }
        word.append(expand(variable.group(), variables));
        open = true;
        i = variable.end() - 1;
      } else {
        word.append(c);
        open = true;
      }
    }
    if (open) {
      words.add(word.toString());
    }
    return words;
  }

  private static String expand(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            variable -> {
              String value = variables.get(variable.group(1));
              if (value == null) {
                throw new IllegalArgumentException("no value for " + variable.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
