package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's certificate and key.
 *
 * @param certificate PEM: the server's certificate, then those that vouch for it
 * @param key PEM: the private key, PKCS #8, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {
  /** Protects nothing: the store is never written. */
  static final String STORE_PASSWORD = "in memory";

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  /** The two as a key store. */
  KeyStore keyStore() throws IOException {
    try {
      Collection<? extends Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)));
      if (!(chain.stream().findFirst().orElse(null) instanceof X509Certificate own)) {
        throw new IOException(certificate + " holds no certificate in PEM form");
      }
      PrivateKey secret = privateKey(own.getPublicKey().getAlgorithm());
      requirePair(own.getPublicKey(), secret);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", secret, STORE_PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          certificate + " and " + key + " are no certificate with its key: " + e.getMessage(), e);
    }
  }

  private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(key, US_ASCII));
    if (!pem.find()) {
      throw new IOException(
          key
              + " holds no private key in PKCS #8: convert it by"
              + " openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  private void requirePair(PublicKey open, PrivateKey secret)
      throws IOException, GeneralSecurityException {
    String algorithm =
        switch (open.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> open.getAlgorithm(); // Ed25519 and the like name the signature itself
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    if (!signature.verify(signed)) {
      throw new IOException(key + " is not the key of " + certificate);
    }
  }

  /** Another text after either file was replaced or written. */
  String version() throws IOException {
    return version(certificate) + " " + version(key);
  }

  private static String version(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
  }
}
