package io.cardbeam.dataflow;

import io.cardbeam.command.JobAddress;
import java.util.Optional;
import org.apache.beam.runners.dataflow.DataflowPipelineJob;
import org.apache.beam.runners.dataflow.util.DataflowTemplateJob;
import org.apache.beam.runners.dataflow.util.MonitoringUtil;
import org.apache.beam.sdk.PipelineResult;

/** A Dataflow job's id, and its page in Google's console; a template's job has none yet. */
public final class DataflowJobAddress implements JobAddress {

  @Override
  public Optional<String> words(PipelineResult job) {
    if (!(job instanceof DataflowPipelineJob dataflow) || job instanceof DataflowTemplateJob) {
      return Optional.empty();
    }
    return Optional.of(
        "Dataflow job "
            + dataflow.getJobId()
            + ": "
            + MonitoringUtil.getJobMonitoringPageURL(
                dataflow.getProjectId(), dataflow.getRegion(), dataflow.getJobId()));
  }
}
