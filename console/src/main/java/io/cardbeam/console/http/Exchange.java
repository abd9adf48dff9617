package io.cardbeam.console.http;

/**
 * What the server knows of a request beside its HTTP: made when the request comes in, filled while
 * it is served, read when it is logged and measured. One thread at a time writes.
 */
public final class Exchange {
  /** Attribute of the request that holds it. */
  public static final String ATTRIBUTE = "io.cardbeam.exchange";

  /** Route of what fits none. */
  public static final String NO_ROUTE = "none";

  private final String requestId;
  private volatile String route = NO_ROUTE;
  private volatile String caller = "-";
  private volatile String authorization = "-";

  /** An exchange with this id. */
  public Exchange(String requestId) {
    this.requestId = requestId;
  }

  /** Id of the request. */
  public String requestId() {
    return requestId;
  }

  /** Method and path of the route as the table has them, so without what a caller wrote. */
  public String route() {
    return route;
  }

  /** Says which route serves it. */
  public void servedBy(String name) {
    route = name;
  }

  /** Who calls, for the access log; a dash if nobody is known. */
  public String caller() {
    return caller;
  }

  /** Which authorization it is about, for the access log; a dash if none, or many. */
  public String authorization() {
    return authorization;
  }

  /** Says which authorization it is about, by an id that the gateway gave. */
  public void about(String authorizationId) {
    authorization = authorizationId;
  }

  /** Says who calls: an id without spaces, no secret. */
  public void calledBy(String id) {
    caller = id;
  }
}
