package io.cardbeam.pipeline.compare;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.pipeline.AvroRecordCoder;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Compares decisions that were made anew with those that an archive holds, request by request, and
 * gives those that differ as rows of CSV under {@link DifferenceRow#HEADER}. Bounded, over the
 * global window. Of several archived decisions on a request, which one too many is a fault, the
 * least counts, as where decisions are kept.
 */
public final class CompareDecisions extends PTransform<PCollectionTuple, PCollection<String>> {
  /** Decisions made anew. */
  public static final TupleTag<AuthorizationDecision> ANEW = new TupleTag<>("anew") {};

  /** Decisions that lie in the archive. */
  public static final TupleTag<AuthorizationDecision> ARCHIVED = new TupleTag<>("archived") {};

  /** Namespace of the counters. */
  public static final String NAMESPACE = "compare";

  /** Counter: requests whose two decisions are the same. */
  public static final String SAME = "same";

  /** Counter: requests whose two decisions differ. */
  public static final String DIFFERENT = "different";

  /** Counter: of these, requests with another outcome. */
  public static final String OTHER_OUTCOME = "other_outcome";

  /** Counter: requests of which the archive holds no decision. */
  public static final String NOT_IN_ARCHIVE = "not_in_archive";

  /** Counter: archived decisions on requests that were not decided anew. */
  public static final String ONLY_IN_ARCHIVE = "only_in_archive";

  private static final long serialVersionUID = 1L;

  @Override
  public PCollection<String> expand(PCollectionTuple input) {
    return KeyedPCollectionTuple.of(ANEW, byRequest("KeyAnew", input.get(ANEW)))
        .and(ARCHIVED, byRequest("KeyArchived", input.get(ARCHIVED)))
        .apply("PairUp", CoGroupByKey.create())
        .apply("Compare", ParDo.of(new CompareFn()));
  }

  private static PCollection<KV<String, AuthorizationDecision>> byRequest(
      String name, PCollection<AuthorizationDecision> decisions) {
    return decisions
        .apply(
            name,
            WithKeys.of((AuthorizationDecision d) -> d.getCardToken() + "/" + d.getRequestId())
                .withKeyType(TypeDescriptors.strings()))
        .setCoder(
            KvCoder.of(StringUtf8Coder.of(), AvroRecordCoder.of(AuthorizationDecision.class)));
  }

  private static final class CompareFn extends DoFn<KV<String, CoGbkResult>, String> {
    private static final long serialVersionUID = 1L;
    private final Counter same = Metrics.counter(NAMESPACE, SAME);
    private final Counter different = Metrics.counter(NAMESPACE, DIFFERENT);
    private final Counter otherOutcome = Metrics.counter(NAMESPACE, OTHER_OUTCOME);
    private final Counter notInArchive = Metrics.counter(NAMESPACE, NOT_IN_ARCHIVE);
    private final Counter onlyInArchive = Metrics.counter(NAMESPACE, ONLY_IN_ARCHIVE);

    @ProcessElement
    public void process(@Element KV<String, CoGbkResult> request, OutputReceiver<String> output) {
      List<AuthorizationDecision> anew = sorted(request.getValue().getAll(ANEW));
      List<AuthorizationDecision> archived = sorted(request.getValue().getAll(ARCHIVED));
      if (archived.isEmpty()) {
        notInArchive.inc();
      } else if (anew.isEmpty()) {
        onlyInArchive.inc();
      } else {
        compare(archived.get(0), anew.get(0), output);
      }
    }

    private static List<AuthorizationDecision> sorted(Iterable<AuthorizationDecision> decisions) {
      return StreamSupport.stream(decisions.spliterator(), false).sorted().toList();
    }

    private void compare(
        AuthorizationDecision archived, AuthorizationDecision anew, OutputReceiver<String> output) {
      List<String> fields = DecisionDifference.fields(archived, anew);
      if (fields.isEmpty()) {
        same.inc();
        return;
      }
      different.inc();
      if (archived.getOutcome() != anew.getOutcome()) {
        otherOutcome.inc();
      }
      output.output(DifferenceRow.of(archived, anew, fields));
    }
  }
}
