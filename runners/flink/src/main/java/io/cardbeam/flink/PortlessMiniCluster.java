package io.cardbeam.flink;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.time.Time;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.blob.TransientBlobService;
import org.apache.flink.runtime.dispatcher.DispatcherGateway;
import org.apache.flink.runtime.dispatcher.SessionDispatcherFactory;
import org.apache.flink.runtime.dispatcher.runner.DefaultDispatcherRunnerFactory;
import org.apache.flink.runtime.entrypoint.component.DefaultDispatcherResourceManagerComponentFactory;
import org.apache.flink.runtime.entrypoint.component.DispatcherResourceManagerComponentFactory;
import org.apache.flink.runtime.leaderelection.LeaderElection;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.resourcemanager.ResourceManagerGateway;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;
import org.apache.flink.runtime.rest.RestEndpointFactory;
import org.apache.flink.runtime.rest.handler.RestHandlerConfiguration;
import org.apache.flink.runtime.rest.handler.RestHandlerSpecification;
import org.apache.flink.runtime.rest.handler.legacy.metrics.MetricFetcher;
import org.apache.flink.runtime.rpc.FatalErrorHandler;
import org.apache.flink.runtime.scheduler.ExecutionGraphInfo;
import org.apache.flink.runtime.webmonitor.WebMonitorEndpoint;
import org.apache.flink.runtime.webmonitor.retriever.LeaderGatewayRetriever;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandler;
import org.apache.flink.util.ConfigurationException;

/**
 * A Flink cluster in this process that listens on no REST port, since whatever can reach that one,
 * such as a page in a browser of this machine, can cancel jobs.
 *
 * <p>Flink 1.19 can't leave its endpoint out: it binds a port, which is taken from loopback and
 * knows no request, and is closed before {@link #start} returns.
 */
@SuppressWarnings("try") // Flink's close() throws any Exception.
final class PortlessMiniCluster extends MiniCluster {
  private final List<WebMonitorEndpoint<?>> endpoints = new CopyOnWriteArrayList<>();

  PortlessMiniCluster(MiniClusterConfiguration configuration) {
    super(configuration);
  }

  @Override
  public void start() throws Exception {
    super.start();
    try {
      for (WebMonitorEndpoint<?> endpoint : endpoints) {
        endpoint.closeAsync().get();
      }
    } catch (ExecutionException | InterruptedException e) {
      try {
        close();
      } catch (Exception closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /** All there is to tell of a job. */
  @SuppressWarnings("deprecation") // Flink 1.19's gateways still take times of this kind.
  CompletableFuture<ExecutionGraphInfo> info(JobID job) {
    Time limit = Time.fromDuration(FlinkJob.ANSWERS_WITHIN);
    return getDispatcherGatewayFuture()
        .thenCompose(dispatcher -> dispatcher.requestExecutionGraphInfo(job, limit));
  }

  // Not the deprecated one of its name: this is what MiniCluster itself calls.
  @Override
  protected DispatcherResourceManagerComponentFactory
      createDispatcherResourceManagerComponentFactory() {
    return new DefaultDispatcherResourceManagerComponentFactory(
        DefaultDispatcherRunnerFactory.createSessionRunner(SessionDispatcherFactory.INSTANCE),
        StandaloneResourceManagerFactory.getInstance(),
        new Endpoints());
  }

  private final class Endpoints implements RestEndpointFactory<DispatcherGateway> {
    @Override
    public WebMonitorEndpoint<DispatcherGateway> createRestEndpoint(
        Configuration settings,
        LeaderGatewayRetriever<DispatcherGateway> dispatcher,
        LeaderGatewayRetriever<ResourceManagerGateway> resourceManager,
        TransientBlobService blobs,
        ScheduledExecutorService executor,
        MetricFetcher metrics,
        LeaderElection leaderElection,
        FatalErrorHandler fatal)
        throws Exception {
      WebMonitorEndpoint<DispatcherGateway> endpoint =
          new MuteEndpoint(
              settings,
              dispatcher,
              resourceManager,
              blobs,
              executor,
              metrics,
              leaderElection,
              fatal);
      endpoints.add(endpoint);
      return endpoint;
    }
  }

  /** Answers nothing but that there is nothing. */
  @SuppressWarnings("try") // As above.
  private static final class MuteEndpoint extends WebMonitorEndpoint<DispatcherGateway> {
    MuteEndpoint(
        Configuration settings,
        LeaderGatewayRetriever<DispatcherGateway> dispatcher,
        LeaderGatewayRetriever<ResourceManagerGateway> resourceManager,
        TransientBlobService blobs,
        ScheduledExecutorService executor,
        MetricFetcher metrics,
        LeaderElection leaderElection,
        FatalErrorHandler fatal)
        throws IOException, ConfigurationException {
      super(
          dispatcher,
          settings,
          RestHandlerConfiguration.fromConfiguration(settings),
          resourceManager,
          blobs,
          executor,
          metrics,
          leaderElection,
          RestEndpointFactory.createExecutionGraphCache(
              RestHandlerConfiguration.fromConfiguration(settings)),
          fatal);
    }

    @Override
    protected List<Tuple2<RestHandlerSpecification, ChannelInboundHandler>> initializeHandlers(
        CompletableFuture<String> localAddress) {
      return new java.util.ArrayList<>();
    }
  }
}
