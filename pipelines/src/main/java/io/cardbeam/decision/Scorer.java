package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationRequest;
import java.io.Serializable;

/** Turns a request's features into a probability of fraud. A function of its arguments. */
interface Scorer extends Serializable {

  /** Name and version of the scorer, for the record. */
  String version();

  /** The score of a request with these features. */
  Score score(RequestFeatures features, AuthorizationRequest request);
}
