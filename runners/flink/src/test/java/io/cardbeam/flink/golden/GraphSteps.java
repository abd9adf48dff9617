package io.cardbeam.flink.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;

/**
 * The steps of a pipeline that send every element to where its key is: groupings, and steps with
 * state. Each costs a copy of all that goes through it.
 */
final class GraphSteps {
  private final List<String> groupings = new ArrayList<>();
  private final List<String> stateful = new ArrayList<>();

  private GraphSteps() {}

  /** Those of a pipeline that was assembled. */
  static GraphSteps of(Pipeline pipeline) {
    GraphSteps steps = new GraphSteps();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            steps.look(node);
            // Within one of these there is a grouping that is the same shuffle.
            return node.getTransform() instanceof GroupByKey
                ? CompositeBehavior.DO_NOT_ENTER_TRANSFORM
                : CompositeBehavior.ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            steps.look(node);
          }
        });
    return steps;
  }

  private void look(TransformHierarchy.Node node) {
    PTransform<?, ?> transform = node.getTransform();
    if (transform instanceof GroupByKey) {
      groupings.add(node.getFullName());
    } else if (transform instanceof ParDo.MultiOutput<?, ?> parDo && hasState(parDo.getFn())) {
      stateful.add(node.getFullName());
    }
  }

  private static boolean hasState(DoFn<?, ?> fn) {
    DoFnSignature signature = DoFnSignatures.signatureForDoFn(fn);
    return signature.usesState() || signature.usesTimers();
  }

  /**
   * As lines of a golden file.
   *
   * @param name of the pipeline
   */
  List<String> lines(String name) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "graph %s: %d shuffles: %d groupings, %d steps with state"
            .formatted(
                name, groupings.size() + stateful.size(), groupings.size(), stateful.size()));
    new TreeSet<>(groupings).forEach(step -> lines.add("  grouping " + step));
    new TreeSet<>(stateful).forEach(step -> lines.add("  state " + step));
    return lines;
  }
}
