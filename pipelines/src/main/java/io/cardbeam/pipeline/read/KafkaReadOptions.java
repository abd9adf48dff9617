package io.cardbeam.pipeline.read;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What a run's readers of Kafka get again at each start. Whatever else a reader goes by lies in the
 * state that it starts from.
 */
public interface KafkaReadOptions extends PipelineOptions {
  @Description("Go on where retention has deleted records that were not read")
  @Default.Boolean(false)
  boolean isSkipDeleted();

  void setSkipDeleted(boolean skip);

  @Description("What moves the watermark on")
  @Default.Enum("EVENTS_AND_WALL_CLOCK")
  WatermarkClock getWatermarkClock();

  void setWatermarkClock(WatermarkClock clock);

  @Description("Longest that a reader waits for a record before it says that there is none, ms")
  @Default.Integer(0)
  int getReadWaitMillis();

  void setReadWaitMillis(int millis);
}
