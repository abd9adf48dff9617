package io.cardbeam.flink;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The environments that Flink gives to whoever asks for the one it is in, as it does within {@code
 * flink run}: what is executed in them runs on a cluster of this process. Beam asks for them where
 * Flink's master is {@code [auto]}.
 */
final class InProcessEnvironments {
  private static final String TARGET = "in-process";

  private InProcessEnvironments() {}

  /**
   * Does something while these are the environments.
   *
   * @param settings of what is executed
   */
  static synchronized <T> T during(MiniCluster cluster, Configuration settings, Callable<T> work)
      throws Exception {
    Configuration complete = new Configuration(settings);
    complete.set(DeploymentOptions.TARGET, TARGET);
    complete.set(DeploymentOptions.ATTACHED, true);
    PipelineExecutorServiceLoader executors = new Executors(cluster);
    ClassLoader classes = InProcessEnvironments.class.getClassLoader();
    Streaming.set(executors, complete, classes);
    Batch.set(executors, complete, classes);
    try {
      return work.call();
    } finally {
      Streaming.reset();
      Batch.reset();
    }
  }

  /** Flink lets subclasses alone say which environment one is in. */
  @SuppressWarnings("try") // Flink's close() throws any Exception; nobody closes this.
  private static final class Streaming extends StreamExecutionEnvironment {
    private Streaming() {}

    static void set(
        PipelineExecutorServiceLoader executors, Configuration settings, ClassLoader classes) {
      initializeContextEnvironment(
          more -> {
            Configuration all = new Configuration(settings);
            all.addAll(more);
            return new StreamExecutionEnvironment(executors, all, classes);
          });
    }

    static void reset() {
      resetContextEnvironment();
    }
  }

  @SuppressWarnings("deprecation") // Beam runs bounded pipelines on Flink's DataSets.
  private static final class Batch extends ExecutionEnvironment {
    private Batch() {}

    static void set(
        PipelineExecutorServiceLoader executors, Configuration settings, ClassLoader classes) {
      initializeContextEnvironment(() -> new ExecutionEnvironment(executors, settings, classes));
    }

    static void reset() {
      resetContextEnvironment();
    }
  }

  private record Executors(MiniCluster cluster)
      implements PipelineExecutorServiceLoader, PipelineExecutorFactory, PipelineExecutor {
    @Override
    public PipelineExecutorFactory getExecutorFactory(Configuration settings) {
      return this;
    }

    @Override
    public Stream<String> getExecutorNames() {
      return Stream.of(TARGET);
    }

    @Override
    public String getName() {
      return TARGET;
    }

    @Override
    public boolean isCompatibleWith(Configuration settings) {
      return true;
    }

    @Override
    public PipelineExecutor getExecutor(Configuration settings) {
      return this;
    }

    @Override
    public CompletableFuture<JobClient> execute(
        Pipeline pipeline, Configuration settings, ClassLoader classes) throws Exception {
      JobGraph graph = PipelineExecutorUtils.getJobGraph(pipeline, settings, classes);
      return cluster
          .submitJob(graph)
          .thenApply(
              taken ->
                  new MiniClusterJobClient(
                      taken.getJobID(), cluster, classes, JobFinalizationBehavior.NOTHING));
    }
  }
}
