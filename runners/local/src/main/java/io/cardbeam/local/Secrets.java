package io.cardbeam.local;

import io.cardbeam.command.TokenKeyOption;
import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a local Cardbeam makes up for itself at random and keeps in its folder, for its owner only.
 */
public final class Secrets {
  private static final int KEY_BYTES = 32;
  private static final String DATABASE_PASSWORD = "postgres-password";
  private static final String SECRETS_KEY = "secrets.key";

  private final Path folder;

  Secrets(Path folder) {
    this.folder = folder;
  }

  /** Password of the embedded PostgreSQL's user. */
  public String databasePassword() throws IOException {
    return secret(DATABASE_PASSWORD);
  }

  /** Where that password is. */
  public Path databasePasswordFile() {
    return folder.resolve(DATABASE_PASSWORD);
  }

  /** Where the key is that the console encrypts people's secrets under; made at the first call. */
  public Path secretsKeyFile() throws IOException {
    Path file = folder.resolve(SECRETS_KEY);
    if (!Files.exists(file)) {
      TokenKeyOption.create(file);
    }
    return file;
  }

  /** Where a key or password of the demo's is, made or not. */
  Path file(String name) {
    return folder.resolve(name);
  }

  private synchronized String secret(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      byte[] bytes = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(bytes);
      Files.writeString(
          OwnerOnly.file(file), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
    return Files.readString(file).strip();
  }
}
