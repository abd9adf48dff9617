package io.cardbeam.measure;

/** Frauds of one card that belong together, in the order in which they came. */
final class FraudBurst {
  final int card;
  private final int[] requests;

  FraudBurst(int card, int[] requests) {
    this.card = card;
    this.requests = requests;
  }

  int size() {
    return requests.length;
  }

  int request(int place) {
    return requests[place];
  }
}
