package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.CardAccount;
import io.cardbeam.billing.Statement;
import io.cardbeam.pipeline.files.OwnerOnly;
import io.cardbeam.text.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A statement's document as a file of its own, {@code
 * statements/month=2020-03/card-TOKEN-CURRENCY.json}, and of a correction {@code
 * card-TOKEN-CURRENCY.2.json}. Of a token of more than {@value #MAX_TOKEN_CHARS} characters, as a
 * URL has them, the name tells the beginning and a hash. The name follows from the statement, so a
 * bundle that is tried again writes the same file again.
 */
public enum StatementFile {
  /** The document for machines. */
  JSON("json", "application/json"),
  /** The document for people. */
  PDF("pdf", "application/pdf");

  private static final Pattern NAME =
      Pattern.compile(
          "(?<statement>card-.+-[^-.]*)(\\.(?<issue>[1-9]\\d{0,8}))?\\.(?<extension>json|pdf)");

  /** A token of our own making: 22 characters of base64url, of either case. */
  private static final Pattern OURS = Pattern.compile("[A-Za-z0-9_-]{22}");

  /** Longest token that a name holds as it is; file systems take names of 255 bytes. */
  static final int MAX_TOKEN_CHARS = 128;

  /** How much a name tells of a longer one. */
  private static final int TOLD_CHARS = 64;

  private static final int HASH_CHARS = 32;

  private final String extension;
  private final String mimeType;

  StatementFile(String extension, String mimeType) {
    this.extension = extension;
    this.mimeType = mimeType;
  }

  /**
   * Writes it.
   *
   * @param folder of all statements, which has the months' folders
   * @throws IOException if it can't be written
   */
  public void write(String folder, Statement statement, byte[] document) throws IOException {
    ResourceId file =
        file(folder, statement.account(), statement.month(), statement.issue().number());
    try (WritableByteChannel channel = OwnerOnly.create(file, mimeType)) {
      ByteBuffer bytes = ByteBuffer.wrap(document);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /**
   * Reads one.
   *
   * @param folder of all statements
   * @param issue number of the issue, from 1
   * @return its bytes; empty if it was not written
   * @throws IOException if it can't be read
   */
  public Optional<byte[]> read(String folder, CardAccount account, YearMonth month, int issue)
      throws IOException {
    ResourceId file = file(folder, account, month, issue);
    // To open it and see is one look; to match its name lists the folder if it is not there.
    try (InputStream in = Channels.newInputStream(FileSystems.open(file))) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether one was written.
   *
   * @param folder of all statements
   * @throws IOException if one can't look
   */
  public boolean exists(String folder, Statement statement) throws IOException {
    ResourceId file =
        file(folder, statement.account(), statement.month(), statement.issue().number());
    try (ReadableByteChannel channel = FileSystems.open(file)) {
      return channel.isOpen();
    } catch (FileNotFoundException | NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Whether one was written to a local folder.
   *
   * @param folder of all statements
   * @param issue number of the issue, from 1
   */
  public boolean exists(Path folder, CardAccount account, YearMonth month, int issue) {
    return Files.isRegularFile(
        folder.resolve(WriteStatements.documentsOf(month)).resolve(name(account, issue)));
  }

  private ResourceId file(String folder, CardAccount account, YearMonth month, int issue) {
    return FileSystems.matchNewResource(folder + "/" + WriteStatements.documentsOf(month), true)
        .resolve(name(account, issue), StandardResolveOptions.RESOLVE_FILE);
  }

  /** Ending of the files' names. */
  public String extension() {
    return extension;
  }

  /**
   * Token and currency. Both came with an event, so neither may lead to another folder; and as a
   * token may begin with a dash, which programs take for an option, the name begins otherwise. A
   * token that is too long for a file's name, or that another one may differ from in case alone,
   * which not every file system tells apart, is told by its hash as well.
   */
  String name(CardAccount account, int issue) {
    return "card-"
        + tokenPart(account.cardToken())
        + "-"
        + encoded(account.currency())
        + (issue == 1 ? "" : "." + issue)
        + "."
        + extension;
  }

  private static String tokenPart(String token) {
    String whole = encoded(token);
    // Of our own tokens two that differ in case alone are as likely as two that are the same.
    boolean mayDifferInCase = token.chars().anyMatch(Character::isUpperCase);
    if (whole.length() <= MAX_TOKEN_CHARS && (!mayDifferInCase || OURS.matcher(token).matches())) {
      return whole;
    }
    return whole.substring(0, Math.min(whole.length(), TOLD_CHARS))
        + "~"
        + Sha256.hex(token.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_CHARS);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
  }

  /**
   * The statement and issue that a file's name tells.
   *
   * @return empty if it is no document of this kind
   */
  public Optional<NamedIssue> issueNamed(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    if (!matcher.matches() || !matcher.group("extension").equals(extension)) {
      return Optional.empty();
    }
    String number = matcher.group("issue");
    return Optional.of(
        new NamedIssue(matcher.group("statement"), number == null ? 1 : Integer.parseInt(number)));
  }

  /**
   * An issue by the name of its file.
   *
   * @param statement name that all issues of a cycle's statement share
   * @param number of the issue, from 1
   */
  public record NamedIssue(String statement, int number) {}
}
