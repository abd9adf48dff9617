package io.cardbeam.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where and with what a job runs on Google's Dataflow. All of it is handed on as the runner's own
 * options, which {@code --beam} takes as well.
 */
public final class DataflowOption {
  private static final String RUNNER_V2 = "use_runner_v2";

  /** What reflection in coders needs on workers, as the launcher gives it to a local run. */
  private static final List<String> OPEN_PACKAGES =
      List.of("java.lang", "java.util", "java.nio", "sun.nio.ch");

  @Option(
      names = "--project",
      paramLabel = "ID",
      description = "The Google Cloud project that the job belongs to.")
  private @Nullable String project;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "The region that the job runs in, for instance europe-west1.")
  private @Nullable String region;

  @Option(
      names = "--temp-location",
      paramLabel = "gs://BUCKET/DIR",
      description = "Where the job puts what it needs while it runs.")
  private @Nullable String tempLocation;

  @Option(
      names = "--staging-location",
      paramLabel = "gs://BUCKET/DIR",
      description = "Where jars are put for the workers. Default: below --temp-location.")
  private @Nullable String stagingLocation;

  @Option(
      names = "--service-account",
      paramLabel = "EMAIL",
      description = "Whom the workers run as. Default: the project's Compute Engine account.")
  private @Nullable String serviceAccount;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "The workers' network. Default: the project's default network.")
  private @Nullable String network;

  @Option(
      names = "--subnetwork",
      paramLabel = "regions/REGION/subnetworks/NAME",
      description = "The workers' subnetwork.")
  private @Nullable String subnetwork;

  @Option(names = "--private-workers", description = "Give workers no address on the internet.")
  private boolean privateWorkers;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Workers at the start. Default: what Dataflow chooses.")
  private @Nullable Integer workers;

  @Option(
      names = "--max-workers",
      paramLabel = "N",
      description = "Most workers that the job may grow to. Default: what Dataflow chooses.")
  private @Nullable Integer maxWorkers;

  @Option(
      names = "--worker-type",
      paramLabel = "TYPE",
      description = "The workers' machine, for instance n2-standard-2.")
  private @Nullable String workerType;

  @Option(
      names = "--secret-file",
      paramLabel = "PATH=projects/ID/secrets/NAME/versions/VERSION",
      split = ",",
      description = {
        "A secret of Secret Manager that each worker writes to this file before it starts, for"
            + " instance the one of --books-password-file; may be given again."
      })
  private List<String> secretFiles = List.of();

  /**
   * How Beam is asked for it.
   *
   * @param given options that go to Beam as they stand, and may say what is missing here
   * @throws IllegalArgumentException if what Dataflow can't do without was not said
   */
  List<String> arguments(List<String> given) {
    List<String> args = new ArrayList<>();
    args.add("--runner=DataflowRunner");
    addRequired(args, given, "project", project, "--project: whose Google Cloud project is it?");
    addRequired(args, given, "region", region, "--region: for instance europe-west1");
    addRequired(
        args, given, "tempLocation", tempLocation, "--temp-location: a gs:// folder of yours");
    add(args, "stagingLocation", stagingLocation);
    add(args, "serviceAccount", serviceAccount);
    add(args, "network", network);
    add(args, "subnetwork", subnetwork);
    add(args, "numWorkers", workers);
    add(args, "maxNumWorkers", maxWorkers);
    add(args, "workerMachineType", workerType);
    args.add("--appName=cardbeam");
    secretFiles.forEach(file -> args.add("--secretFiles=" + file));
    if (privateWorkers) {
      args.add("--usePublicIps=false");
    }
    // Who names one, disable_runner_v2 for instance, has chosen.
    if (given.stream().noneMatch(arg -> arg.contains("runner_v2"))) {
      args.add("--experiments=" + RUNNER_V2);
    }
    if (given.stream().noneMatch(arg -> arg.startsWith("--jdkAddOpenModules="))) {
      OPEN_PACKAGES.forEach(
          name -> args.add("--jdkAddOpenModules=java.base/" + name + "=ALL-UNNAMED"));
    }
    return args;
  }

  private static void addRequired(
      List<String> args, List<String> given, String name, @Nullable Object value, String missing) {
    boolean isGiven = given.stream().anyMatch(arg -> arg.startsWith("--" + name + "="));
    if (value == null && !isGiven) {
      throw new IllegalArgumentException("--runner=dataflow needs " + missing);
    }
    add(args, name, value);
  }

  private static void add(List<String> args, String name, @Nullable Object value) {
    if (value != null) {
      args.add("--" + name + "=" + value);
    }
  }
}
