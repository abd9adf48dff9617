package io.cardbeam.rule;

/** What lists and rules say on a request. */
public enum Ruling {
  /** Nothing: the model and the policy decide. */
  NONE,
  /** Decline it. */
  DECLINE,
  /** Refer it. */
  REFER,
  /** Approve it, whatever the model says; not against a hard decline. */
  APPROVE
}
