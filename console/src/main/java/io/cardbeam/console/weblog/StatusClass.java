package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The first digit of a status. */
enum StatusClass {
  /** 100 to 199. */
  INFORMATIONAL("1xx", 100),
  /** 200 to 299. */
  SUCCESS("2xx", 200),
  /** 300 to 399. */
  REDIRECTION("3xx", 300),
  /** 400 to 499. */
  CLIENT_ERROR("4xx", 400),
  /** 500 to 599. */
  SERVER_ERROR("5xx", 500),
  /** No status, or one that HTTP does not have. */
  NONE("none", 0);

  /** Field of the index. */
  static final String FIELD = "status";

  static final int LEAST = 100;
  static final int LEAST_ERROR = 400;
  static final int BEYOND = 600;
  private static final int STATUSES = 100;

  private final String text;
  private final int least;

  StatusClass(String text, int least) {
    this.text = text;
    this.least = least;
  }

  /** As parameters and answers have it: {@code 4xx}. */
  String text() {
    return text;
  }

  /** Its first status. */
  int least() {
    return least;
  }

  /** The first status after it. */
  int below() {
    return least + STATUSES;
  }

  /** Documents of it. */
  ObjectNode query() {
    return this == NONE
        ? QueryJson.isNot(QueryJson.between(FIELD, LEAST, BEYOND))
        : QueryJson.between(FIELD, least, below());
  }
}
