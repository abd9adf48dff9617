package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.CardAccount;
import io.cardbeam.billing.Statement;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
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
 * card-TOKEN-CURRENCY.2.json}. The name follows from the statement, so a bundle that is tried again
 * writes the same file again.
 */
public enum StatementFile {
  /** The document for machines. */
  JSON("json", "application/json"),
  /** The document for people. */
  PDF("pdf", "application/pdf");

  private static final Pattern NAME =
      Pattern.compile(
          "(?<statement>card-.+-[^-.]*)(\\.(?<issue>[1-9]\\d{0,8}))?\\.(?<extension>json|pdf)");

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
    try (WritableByteChannel channel = FileSystems.create(file, mimeType)) {
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
   * token may begin with a dash, which programs take for an option, the name begins otherwise.
   */
  String name(CardAccount account, int issue) {
    return URLEncoder.encode(
                "card-" + account.cardToken() + "-" + account.currency(), StandardCharsets.UTF_8)
            .replace("*", "%2A")
        + (issue == 1 ? "" : "." + issue)
        + "."
        + extension;
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
