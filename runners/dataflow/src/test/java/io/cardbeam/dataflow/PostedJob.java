package io.cardbeam.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.PTransform;
import org.apache.beam.model.pipeline.v1.RunnerApi.ParDoPayload;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.util.construction.PTransformTranslation;
import org.apache.beam.sdk.util.construction.ParDoTranslation;

/**
 * A job as the service gets it: its description, and the graph that it points to.
 *
 * @param description what was posted
 * @param graph the pipeline in Beam's portable form
 */
record PostedJob(JsonNode description, RunnerApi.Pipeline graph) {
  private static final String JAVA_CODER = "beam:coders:javasdk:0.1";

  /** The only job that was posted. */
  static PostedJob of(GoogleStandIn google) throws IOException {
    List<JsonNode> jobs = google.jobs();
    if (jobs.size() != 1) {
      throw new AssertionError(jobs.size() + " jobs were posted");
    }
    JsonNode description = jobs.get(0);
    String url = option(description, "pipelineUrl").asText();
    byte[] graph = google.object(url.substring((GoogleStandIn.BUCKET + "/").length()));
    return new PostedJob(description, RunnerApi.Pipeline.parseFrom(graph));
  }

  /** An option of the pipeline, as the workers will see it. */
  JsonNode option(String name) {
    return option(description, name);
  }

  private static JsonNode option(JsonNode description, String name) {
    return description.path("environment").path("sdkPipelineOptions").path("options").path(name);
  }

  /** Names of the pipeline's own steps. */
  Set<String> topLevelSteps() {
    Set<String> names = new TreeSet<>();
    for (String id : graph.getRootTransformIdsList()) {
      names.add(graph.getComponents().getTransformsOrThrow(id).getUniqueName());
    }
    return names;
  }

  /** Names of the states and timers of each step that has any. */
  Map<String, Set<String>> statesAndTimers() throws IOException {
    Map<String, Set<String>> byStep = new TreeMap<>();
    for (Map.Entry<String, ParDoPayload> step : parDos().entrySet()) {
      Set<String> names = new TreeSet<>();
      names.addAll(step.getValue().getStateSpecsMap().keySet());
      step.getValue().getTimerFamilySpecsMap().keySet().stream()
          .map(name -> "timer " + name.replaceFirst("^ts-", ""))
          .forEach(names::add);
      if (!names.isEmpty()) {
        byStep.put(step.getKey(), names);
      }
    }
    return byStep;
  }

  /** Names of the steps that ask for their input in the order of event time. */
  Set<String> stepsWithTimeSortedInput() throws IOException {
    Set<String> names = new TreeSet<>();
    parDos()
        .forEach(
            (name, payload) -> {
              if (payload.getRequiresTimeSortedInput()) {
                names.add(name);
              }
            });
    return names;
  }

  /** Every ParDo, by its step's name. */
  Map<String, ParDoPayload> parDos() throws IOException {
    Map<String, ParDoPayload> payloads = new TreeMap<>();
    for (PTransform step : graph.getComponents().getTransformsMap().values()) {
      if (step.getSpec().getUrn().equals(PTransformTranslation.PAR_DO_TRANSFORM_URN)) {
        payloads.put(step.getUniqueName(), ParDoPayload.parseFrom(step.getSpec().getPayload()));
      }
    }
    return payloads;
  }

  /** The functions of all ParDos, read back from the graph's bytes. */
  List<DoFn<?, ?>> functions() throws IOException {
    List<DoFn<?, ?>> functions = new ArrayList<>();
    for (ParDoPayload payload : parDos().values()) {
      functions.add(ParDoTranslation.getDoFn(payload));
    }
    return functions;
  }

  /** Coders that are Beam's own to no other language, read back from the graph's bytes. */
  List<Coder<?>> javaCoders() {
    List<Coder<?>> coders = new ArrayList<>();
    for (RunnerApi.Coder coder : graph.getComponents().getCodersMap().values()) {
      if (coder.getSpec().getUrn().equals(JAVA_CODER)) {
        coders.add(
            (Coder<?>)
                SerializableUtils.deserializeFromByteArray(
                    coder.getSpec().getPayload().toByteArray(), "a coder of the graph"));
      }
    }
    return coders;
  }
}
