package io.cardbeam.console.http;

import java.util.Locale;

/**
 * The kinds of refusal: what programs may rely on. Each has a page at {@link #path}, the file
 * {@code docs/problems/NAME.md}.
 */
public enum ProblemType {
  /** HTTP that can't be read: a bad request line, header or chunk. */
  MALFORMED_REQUEST(400, "The request is not valid HTTP"),
  /** A body that is no JSON, or no object, or names a field twice. */
  MALFORMED_JSON(400, "The body is not a JSON object"),
  /** A query parameter or a header with a value that can't be taken. */
  INVALID_PARAMETER(400, "A parameter or header is wrong"),
  /** No key, an unknown or revoked one, or no session. */
  UNAUTHORIZED(401, "Who asks is not known"),
  /** A key or role that does not cover this. */
  FORBIDDEN(403, "This is not allowed to who asks"),
  /** Nothing at this path, or nothing that the caller may see. */
  NOT_FOUND(404, "There is no such thing"),
  /** The path is there, the method is not. */
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  /** {@code Accept} leaves out everything that the route can answer with. */
  NOT_ACCEPTABLE(406, "No representation is acceptable"),
  /** The request did not arrive in time. */
  REQUEST_TIMEOUT(408, "The request took too long to arrive"),
  /** The same request id waits for its answer. */
  REQUEST_IN_FLIGHT(409, "The same request is in flight"),
  /** The request id was used with another content. */
  REQUEST_ID_REUSED(409, "The request id was used for another request"),
  /** The authorization was declined, reversed, or has no decision. */
  AUTHORIZATION_NOT_APPROVED(409, "The authorization is not approved"),
  /** What is asked for does not fit the state that a thing is in. */
  CONFLICT(409, "The state does not allow this"),
  /** A body above the limit of its route. */
  CONTENT_TOO_LARGE(413, "The body is too large"),
  /** A request target above the limit. */
  URI_TOO_LONG(414, "The address is too long"),
  /** A body of another media type than the route takes. */
  UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not taken"),
  /** An {@code Expect} other than {@code 100-continue}. */
  EXPECTATION_FAILED(417, "The expectation can't be met"),
  /** HTTP/2 to a name that this connection does not serve. */
  MISDIRECTED_REQUEST(421, "The connection does not serve this name"),
  /** Well-formed JSON whose fields are wrong; all of them are listed. */
  INVALID_REQUEST(422, "Fields of the request are wrong"),
  /** More is captured than authorized, or refunded than captured. */
  AMOUNT_EXCEEDED(422, "The amount is above what is left"),
  /** A caller above its rate. */
  RATE_LIMITED(429, "Too many requests"),
  /** The gateway has as many requests in flight as it takes. */
  OVERLOADED(429, "Too many requests are in flight"),
  /** Too many wrong passwords or codes. */
  TOO_MANY_ATTEMPTS(429, "Too many failed attempts"),
  /** Header fields above the limit. */
  HEADERS_TOO_LARGE(431, "The header fields are too large"),
  /** A fault of this server. */
  INTERNAL_ERROR(500, "The server failed"),
  /** A transfer coding that this server does not have. */
  NOT_IMPLEMENTED(501, "The server does not have this"),
  /** A server behind this one does not answer. */
  UNAVAILABLE(503, "The service is not available now"),
  /** No decision in time, and no default for it. */
  NO_DECISION(504, "There is no decision in time"),
  /** A version of HTTP other than 1.0, 1.1 and 2. */
  HTTP_VERSION_NOT_SUPPORTED(505, "The version of HTTP is not supported");

  /** Where the pages are. */
  public static final String PAGES = "/problems/";

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** HTTP status code. */
  public int status() {
    return status;
  }

  /** A short sentence, the same for all problems of the type. */
  public String title() {
    return title;
  }

  /** Name in paths: {@code request-in-flight}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Path of its page, which is its {@code type} in answers. */
  public String path() {
    return PAGES + slug();
  }

  /** The type that stands for a status code which a library chose. */
  public static ProblemType ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 408 -> REQUEST_TIMEOUT;
      case 413 -> CONTENT_TOO_LARGE;
      case 414 -> URI_TOO_LONG;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 417 -> EXPECTATION_FAILED;
      case 421 -> MISDIRECTED_REQUEST;
      case 429 -> OVERLOADED;
      case 431 -> HEADERS_TOO_LARGE;
      case 501 -> NOT_IMPLEMENTED;
      case 503 -> UNAVAILABLE;
      case 505 -> HTTP_VERSION_NOT_SUPPORTED;
      default -> status >= 400 && status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
    };
  }
}
