package io.cardbeam.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The secret key that turns card numbers into tokens: a file of 64 hexadecimal digits or more. */
public final class TokenKeyOption {
  private static final int KEY_BYTES = 32;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--token-key",
      paramLabel = "FILE",
      defaultValue = "${env:CARDBEAM_TOKEN_KEY_FILE}",
      description = {
        "File with the secret key that turns card numbers into tokens, in hexadecimal.",
        "Default: the environment's CARDBEAM_TOKEN_KEY_FILE, else ~/.cardbeam/token.key, which is"
            + " made at random on first use."
      })
  private @Nullable Path file;

  /**
   * The key.
   *
   * @throws ParameterException if the file can't be read or made, or holds no key
   */
  public byte[] key() {
    Path path =
        file != null ? file : Path.of(System.getProperty("user.home"), ".cardbeam", "token.key");
    try {
      if (file == null && !Files.exists(path)) {
        create(path);
      }
      return read(path);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "token key " + path + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Writes the key to another file, readable by its owner alone, for a process that needs it.
   *
   * @throws ParameterException as {@link #key}
   * @throws IOException if the file is there or can't be written
   */
  public void copyTo(Path copy) throws IOException {
    write(copy, key());
  }

  private static void write(Path path, byte[] key) throws IOException {
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(path, HexFormat.of().formatHex(key) + "\n");
  }

  /**
   * Makes a new key at random, readable by its owner alone, unless there is one.
   *
   * @param path its file; folders above it are made
   */
  public static void create(Path path) throws IOException {
    Path folder = path.toAbsolutePath().resolveSibling("");
    Files.createDirectories(folder);
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path unfinished =
        Files.createTempFile(
            folder,
            "token",
            ".unfinished",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, HexFormat.of().formatHex(key) + "\n");
    try {
      // Whoever comes second finds the first one's key whole, and keeps it.
      Files.move(unfinished, path);
    } catch (FileAlreadyExistsException e) {
      Files.delete(unfinished);
    }
  }

  private byte[] read(Path path) throws IOException {
    String text = Files.readString(path).strip();
    try {
      byte[] key = HexFormat.of().parseHex(text);
      if (key.length >= KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for a key that is too short; the text itself is never shown.
    }
    throw new ParameterException(
        spec.commandLine(),
        "token key " + path + " does not hold " + 2 * KEY_BYTES + " hexadecimal digits");
  }
}
