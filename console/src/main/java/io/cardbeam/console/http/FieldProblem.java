package io.cardbeam.console.http;

/**
 * What is wrong with one part of a request.
 *
 * @param kind where the part is
 * @param place a JSON pointer as a URI fragment ({@code #/merchant/name}), or the name of a
 *     parameter or header
 * @param detail what is wrong; quotes nothing of the value
 */
public record FieldProblem(Kind kind, String place, String detail) {
  /** Where a part of a request is. */
  public enum Kind {
    /** In the JSON body. */
    POINTER("pointer"),
    /** In the query. */
    PARAMETER("parameter"),
    /** A header field. */
    HEADER("header");

    private final String member;

    Kind(String member) {
      this.member = member;
    }

    /** Name of the member that holds the place in an answer. */
    public String member() {
      return member;
    }
  }

  /** Of a field of the body. */
  public static FieldProblem pointer(String pointer, String detail) {
    return new FieldProblem(Kind.POINTER, pointer, detail);
  }

  /** Of a query parameter. */
  public static FieldProblem parameter(String name, String detail) {
    return new FieldProblem(Kind.PARAMETER, name, detail);
  }

  /** Of a header. */
  public static FieldProblem header(String name, String detail) {
    return new FieldProblem(Kind.HEADER, name, detail);
  }
}
