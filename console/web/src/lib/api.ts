// The one way to the server: JSON in and out, and what it refuses as a Problem (RFC 9457).

/** What is wrong with one part of a request. */
export interface FieldProblem {
  pointer?: string;
  parameter?: string;
  header?: string;
  detail: string;
}

interface ProblemJson {
  title?: string;
  detail?: string;
  instance?: string;
  errors?: FieldProblem[];
  code_needed?: string;
  postal_code_needed?: string;
}

const NO_ANSWER = 0;

export class Problem extends Error {
  readonly errors: FieldProblem[];
  readonly requestId: string;
  readonly codeNeeded: boolean;
  readonly postalCodeNeeded: boolean;

  constructor(
    /** The answer's; 0 if there was none. */
    readonly status: number,
    json: ProblemJson,
    /** Seconds to wait before the next try; 0 if the server names none. */
    readonly retryAfter: number,
  ) {
    super(json.detail || json.title || `The server answered ${status}.`);
    this.errors = json.errors ?? [];
    this.requestId = json.instance?.replace('urn:request:', '') ?? '';
    this.codeNeeded = json.code_needed !== undefined;
    this.postalCodeNeeded = json.postal_code_needed !== undefined;
  }

  /** What is wrong with a field of the body; empty if nothing is. */
  of(field: string): string {
    const found = this.errors.find((error) => error.pointer === `#/${field}`);
    return found ? sentence(`it ${found.detail}`) : ''; // such as: must be six digits
  }

  /** What to show above a form whose fields show their own errors. */
  get words(): string {
    const wait = this.retryAfter > 1 ? ` Try again in ${duration(this.retryAfter)}.` : '';
    return this.errors.length > 0 && this.errors.every((error) => error.pointer)
      ? 'Please correct what is marked below.'
      : sentence([this.message, ...this.errors.map((error) => error.detail)].join(': ')) + wait;
  }
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

function duration(seconds: number): string {
  const [count, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 5400
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

let onSignedOut: () => void = () => {};

/** Names what happens when the server says that nobody is signed in. */
export function whenSignedOut(then: () => void): void {
  onSignedOut = then;
}

/** Answers a path of the API; throws a Problem where it refuses. */
export type Answers = (path: string) => unknown;

let ownAnswers: Answers | null = null;

/** Asks this from now on, and no server: in a report. */
export function answerBy(answers: Answers): void {
  ownAnswers = answers;
}

interface Options {
  body?: unknown;
  signal?: AbortSignal;
  /** Whether 401 is an answer to this request alone, and not the session's end. */
  signingIn?: boolean;
}

/** Asks the server; throws a Problem where it refuses or does not answer. */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options: Options = {}): Promise<T> {
  if (ownAnswers) {
    return ownAnswers(path) as T;
  }
  const response = await send(method, path, options);
  if (response.ok) {
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
  const isProblem = response.headers.get('Content-Type')?.includes('json') ?? false;
  const json = isProblem ? ((await response.json().catch(() => ({}))) as ProblemJson) : {};
  if (response.status === 401 && !options.signingIn) {
    onSignedOut();
  }
  throw new Problem(response.status, json, Number(response.headers.get('Retry-After') ?? 0));
}

async function send(method: string, path: string, { body, signal }: Options): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      ...(signal && { signal }),
      headers: {
        Accept: 'application/json, application/problem+json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    if (signal?.aborted) {
      throw cause;
    }
    throw new Problem(NO_ANSWER, { detail: 'The server does not answer. Is it running?' }, 0);
  }
}

/** Whatever was thrown, as a Problem. */
export function problemOf(cause: unknown): Problem {
  return cause instanceof Problem
    ? cause
    : new Problem(NO_ANSWER, { detail: cause instanceof Error ? cause.message : String(cause) }, 0);
}
