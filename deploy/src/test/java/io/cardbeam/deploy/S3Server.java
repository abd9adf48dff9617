package io.cardbeam.deploy;

import io.cardbeam.flink.PathStyleS3;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server on the loopback address that keeps objects in memory and checks signatures. */
final class S3Server implements AutoCloseable {
  static final String BUCKET = "cardbeam-test";

  private static final String KEY_ID = "someone";
  private static final String KEY = "nothing-to-hide";

  private final S3Proxy proxy;
  private final S3Client client;

  S3Server() throws Exception {
    TransientNio2BlobStore store = new TransientNio2BlobStore();
    proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, KEY_ID, KEY)
            .ignoreUnknownHeaders(true)
            .build();
    proxy.start();
    client =
        S3Client.builder()
            .endpointOverride(address())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, KEY)))
            .build();
    client.createBucket(request -> request.bucket(BUCKET));
  }

  /** By a name and not by a number, as a server in a cluster has one. */
  private URI address() {
    return URI.create("http://localhost:" + proxy.getPort());
  }

  /** Beam's options for it. */
  List<String> beamOptions() {
    return List.of(
        "--awsRegion=us-east-1",
        "--endpoint=" + address(),
        "--s3ClientFactoryClass=" + PathStyleS3.class.getName(),
        "--awsCredentialsProvider={\"@type\":\"StaticCredentialsProvider\",\"accessKeyId\":\""
            + KEY_ID
            + "\",\"secretAccessKey\":\""
            + KEY
            + "\"}");
  }

  /** Keys of the bucket's objects. */
  List<String> keys() {
    return client.listObjectsV2Paginator(request -> request.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** An object's lines. */
  List<String> lines(String key) {
    return client
        .getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
        .asString(StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  @Override
  public void close() {
    client.close();
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server does not stop", e);
    }
  }
}
