package io.cardbeam.console.api;

import io.javalin.http.HandlerType;

/** The methods of this API. HEAD is answered wherever GET is. */
public enum Method {
  /** Reads. */
  GET,
  /** Makes. */
  POST,
  /** Replaces. */
  PUT,
  /** Changes. */
  PATCH,
  /** Removes. */
  DELETE;

  HandlerType type() {
    return HandlerType.findOrCreate(name());
  }
}
