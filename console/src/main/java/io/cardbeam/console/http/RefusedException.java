package io.cardbeam.console.http;

/** A request that is not served, and why. The message never quotes what was sent. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Status status;
  private final String field;

  /** Why, as HTTP tells it. */
  public enum Status {
    /** What was sent is wrong. */
    BAD_REQUEST(400),
    /** No key, or not the right one. */
    UNAUTHORIZED(401),
    /** There is no such thing here. */
    NOT_FOUND(404),
    /** The request id belongs to another card. */
    CONFLICT(409),
    /** The body is too long. */
    TOO_LARGE(413),
    /** Too many at once, or too many guesses. */
    TOO_MANY(429),
    /** A server behind this one does not answer. */
    UNAVAILABLE(503);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    /** The HTTP status code. */
    public int code() {
      return code;
    }
  }

  /** A refusal that is about no field. */
  public RefusedException(Status status, String reason) {
    this(status, "", reason);
  }

  /**
   * A refusal.
   *
   * @param field path of the field that is wrong, for instance {@code merchant.name}, or position
   *     in the body; empty where it is about none
   * @param reason a sentence for whoever sent it
   */
  public RefusedException(Status status, String field, String reason) {
    super(reason);
    this.status = status;
    this.field = field;
  }

  /** What is wrong with a field of the request. */
  public static RefusedException badField(String field, String reason) {
    return new RefusedException(Status.BAD_REQUEST, field, reason);
  }

  /** Why, as HTTP tells it. */
  public Status status() {
    return status;
  }

  /** The field or position, or empty. */
  public String field() {
    return field;
  }

  /** The reason; there always is one. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
