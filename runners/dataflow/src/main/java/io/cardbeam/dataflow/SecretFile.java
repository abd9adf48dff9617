package io.cardbeam.dataflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auth.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A secret of Google's Secret Manager, and the file that a machine keeps it in.
 *
 * @param path the file, readable by its owner alone
 * @param version the secret's full name with its version
 */
record SecretFile(Path path, String version) {
  private static final Pattern FORM =
      Pattern.compile("(/[^=]+)=(projects/[^/]+/secrets/[^/]+/versions/[^/]+)");
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /**
   * As it is written on a command line.
   *
   * @throws IllegalArgumentException if it is not {@code /PATH=projects/…/secrets/…/versions/…}
   */
  static SecretFile parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a secret is /PATH=projects/PROJECT/secrets/NAME/versions/VERSION, not " + text);
    }
    return new SecretFile(Path.of(matcher.group(1)), matcher.group(2));
  }

  /**
   * Writes the files of all secrets that these options name.
   *
   * @throws IOException if one can't be had or written
   */
  static void fetch(SecretFilesOptions options) throws IOException {
    List<String> files = options.getSecretFiles();
    if (files == null || files.isEmpty()) {
      return;
    }
    HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    for (String text : files) {
      SecretFile file = parse(text);
      URI address = URI.create(options.getSecretManagerUrl() + "v1/" + file.version() + ":access");
      file.write(file.read(client, address, options.getGcpCredential()));
    }
  }

  private byte[] read(HttpClient client, URI address, @Nullable Credentials credentials)
      throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER_WITHIN);
    Map<String, List<String>> headers =
        credentials == null || !credentials.hasRequestMetadata()
            ? Map.of()
            : credentials.getRequestMetadata(address);
    headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(
            "secret " + version + " can't be had: Secret Manager says " + answer.statusCode());
      }
      String data =
          new ObjectMapper().readTree(answer.body()).path("payload").path("data").asText();
      return Base64.getDecoder().decode(data);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while it fetched secret " + version, e);
    }
  }

  /** Whoever reads it meanwhile finds the file before or after, whole. */
  private void write(byte[] secret) throws IOException {
    Path folder = path.toAbsolutePath().resolveSibling("");
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, "secret", ".unfinished", OWNER_ALONE);
    Files.write(unfinished, secret);
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
