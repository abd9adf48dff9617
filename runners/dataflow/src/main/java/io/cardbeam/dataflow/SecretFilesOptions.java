package io.cardbeam.dataflow;

import java.util.List;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** Secrets that each worker fetches for itself, so that the job carries their names alone. */
public interface SecretFilesOptions extends GcpOptions {

  /** Each as {@code PATH=projects/PROJECT/secrets/NAME/versions/VERSION}. */
  @Description(
      "Secrets of Secret Manager that each worker writes to a file before it starts, each as"
          + " PATH=projects/PROJECT/secrets/NAME/versions/VERSION.")
  List<String> getSecretFiles();

  /** As {@link #getSecretFiles()}. */
  void setSecretFiles(List<String> files);

  /** Where Secret Manager is. */
  @Description("Address of Secret Manager.")
  @Default.String("https://secretmanager.googleapis.com/")
  String getSecretManagerUrl();

  /** As {@link #getSecretManagerUrl()}. */
  void setSecretManagerUrl(String url);
}
