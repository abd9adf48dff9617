package io.cardbeam.flink;

import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.DefaultS3ClientBuilderFactory;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * S3 clients that put the bucket into the path instead of the host's name, for servers other than
 * Amazon's: {@code --beam --s3ClientFactoryClass=io.cardbeam.flink.PathStyleS3}.
 */
public final class PathStyleS3 extends DefaultS3ClientBuilderFactory {

  @Override
  public S3ClientBuilder createBuilder(S3Options options) {
    return super.createBuilder(options).forcePathStyle(true);
  }
}
