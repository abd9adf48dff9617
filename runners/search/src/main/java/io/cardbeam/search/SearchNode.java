package io.cardbeam.search;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.codelibs.opensearch.runner.OpenSearchRunner;
import org.opensearch.common.settings.Settings;

/**
 * One node of OpenSearch, on loopback only, in this process, whose heap is its limit. It ends when
 * standard input does: whoever started it holds the other end, and a killed parent takes it along.
 */
public final class SearchNode {
  private static final String LOOPBACK = "127.0.0.1";

  /** OpenSearch holds new segments in this much of its heap. */
  private static final String INDEXING_BUFFER = "15%";

  /** From here on it takes no new documents, so that it can still end in order. */
  private static final String FREE_DISK = "256mb";

  private SearchNode() {}

  /**
   * Runs until standard input ends.
   *
   * @param args folder of its data, port for HTTP, port between nodes
   */
  public static void main(String[] args) throws IOException {
    OpenSearchRunner node = new OpenSearchRunner();
    node.setMaxHttpPort(-1);
    node.onBuild((number, settings) -> put(settings, args[1], args[2]));
    node.build(
        "-basePath",
        args[0],
        "-numOfNode",
        "1",
        "-clusterName",
        "cardbeam",
        "-disableESLogger",
        "-useLogger",
        "-moduleTypes",
        String.join(
            ",",
            List.of(
                "org.opensearch.analysis.common.CommonAnalysisPlugin",
                "org.opensearch.search.aggregations.matrix.MatrixAggregationPlugin",
                "org.opensearch.index.mapper.MapperExtrasPlugin",
                "org.opensearch.transport.Netty4Plugin")));
    try (node) {
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    // OpenSearch leaves threads behind that are no daemons.
    Runtime.getRuntime().halt(0);
  }

  private static void put(Settings.Builder settings, String port, String betweenNodes) {
    settings
        .put("node.name", "cardbeam")
        .put("discovery.type", "single-node")
        .put("network.host", LOOPBACK)
        .put("http.port", port)
        .put("transport.port", betweenNodes)
        // A page that names its origin may not read, nor write.
        .put("http.cors.enabled", true)
        .put("action.auto_create_index", "cardbeam-weblogs-*,-*")
        .put("action.destructive_requires_name", true)
        .put("script.allowed_types", "none")
        .put("cluster.max_shards_per_node", 1000)
        .put("indices.memory.index_buffer_size", INDEXING_BUFFER)
        .put("cluster.routing.allocation.disk.watermark.low", FREE_DISK)
        .put("cluster.routing.allocation.disk.watermark.high", FREE_DISK)
        .put("cluster.routing.allocation.disk.watermark.flood_stage", FREE_DISK)
        .put("cluster.info.update.interval", "10s");
  }
}
