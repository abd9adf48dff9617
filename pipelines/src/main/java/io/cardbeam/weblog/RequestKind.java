package io.cardbeam.weblog;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** What a request is for, as far as it tells people from robots. */
enum RequestKind {
  /** A page, or what else is asked for by itself. */
  PAGE,
  /** What pages consist of: styles, scripts, pictures, fonts. */
  ASSET,
  /** The rules for robots, which no person reads. */
  ROBOTS_TXT,
  /** What the site does not have, and only those who look for holes ask for. */
  PROBE;

  private static final int FIRST_CLIENT_ERROR = 400;
  private static final Set<String> ASSETS =
      Set.of(
          "css",
          "js",
          "mjs",
          "map",
          "png",
          "jpg",
          "jpeg",
          "gif",
          "svg",
          "ico",
          "webp",
          "avif",
          "bmp",
          "woff",
          "woff2",
          "ttf",
          "otf",
          "eot",
          "mp3",
          "mp4",
          "webm",
          "ogg",
          "wasm",
          "webmanifest");
  private static final int MAX_EXTENSION = 11;

  /** In lower case. */
  private static final Pattern PROBES =
      Pattern.compile(
          "/\\.(env|git|svn|hg|aws|ssh|ds_store|vscode|htpasswd|htaccess)\\b|/wp-(login|admin|config|"
              + "content|includes)|/xmlrpc\\.php|/wlwmanifest\\.xml|/phpmyadmin|/pma/|/phpinfo|"
              + "/vendor/phpunit|/cgi-bin/|/boaform|/actuator\\b|/solr/|/hnap1|/etc/passwd|"
              + "/proc/self|\\.\\./|%2e%2e|/manager/html|/server-status|/owa/auth|/autodiscover|"
              + "/_ignition|/telescope|/console/login|/jenkins|/druid/|/geoserver|/struts|"
              + "/setup\\.cgi|/shell\\b|/eval-stdin|/backup\\.(zip|sql|tar)|/dump\\.sql|"
              + "/config\\.(json|php|yml|bak)|/id_rsa|/web-inf/|/nmaplowercheck|"
              + "<script|union(\\+|%20| )select|/\\$\\{jndi|base64_decode");

  static RequestKind of(LoggedRequest request, OptionalInt status) {
    boolean refused = status.orElse(0) >= FIRST_CLIENT_ERROR;
    if (request.method().isEmpty()) {
      return refused && request.raw().isPresent() ? PROBE : PAGE;
    }
    String path = request.path().orElse("");
    if (path.equals("/robots.txt")) {
      return ROBOTS_TXT;
    }
    if (refused && PROBES.matcher(path.toLowerCase(Locale.ROOT)).find()) {
      return PROBE;
    }
    return extension(path).filter(ASSETS::contains).isPresent() ? ASSET : PAGE;
  }

  private static Optional<String> extension(String path) {
    int dot = path.lastIndexOf('.');
    int length = path.length() - dot - 1;
    return dot < 0 || length == 0 || length > MAX_EXTENSION
        ? Optional.empty()
        : Optional.of(path.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
