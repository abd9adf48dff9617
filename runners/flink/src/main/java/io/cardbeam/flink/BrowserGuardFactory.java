package io.cardbeam.flink;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;

/** Gives Flink's REST servers their {@link BrowserGuard}, where their settings ask for it. */
public final class BrowserGuardFactory implements InboundChannelHandlerFactory {
  /** Setting of a cluster whose REST port is for its own machine alone. */
  public static final ConfigOption<Boolean> GUARDED =
      ConfigOptions.key("cardbeam.rest.browser-guard").booleanType().defaultValue(false);

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Optional<ChannelHandler> createHandler(
      Configuration settings, Map<String, String> responseHeaders) {
    return settings.get(GUARDED) ? Optional.of(new BrowserGuard()) : Optional.empty();
  }
}
