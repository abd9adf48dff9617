// Dead letters and exceptions, as the server has them.

export const STATES = [
  { value: '', text: 'All' },
  { value: 'open', text: 'Open' },
  { value: 'sent', text: 'Sent' },
] as const;

export interface LetterJson {
  id: number;
  time: string;
  source: string;
  position: number;
  topic?: string;
  code: string;
  reason: string;
  state: 'open' | 'sending' | 'sent';
  sendable: boolean;
}

export interface Kind {
  topic: string;
  code: string;
  count: number;
}

/** What an answer says beside its letters. */
export interface LettersJson {
  kinds: Kind[];
}

export interface FieldJson {
  name: string;
  kind: string;
  required: boolean;
  about: string;
}

export interface LetterDetail extends LetterJson {
  not_sendable?: string;
  payload: { bytes: number; hex: string; text?: string };
  event?: Record<string, unknown>;
  kinds?: { type: string; fields: FieldJson[] }[];
  sent?: { type: string; event_id: string; card_token: string; by: string; at?: string };
}

export interface ExceptionJson {
  time: string;
  type: string;
  id: string;
  request_id: string;
  card_token: string;
  last_four: string;
  amount: string;
  currency: string;
  code: string;
  reason: string;
}

/** Where a letter came from, for people. */
export const placeOf = (letter: LetterJson): string => `${letter.source} at ${letter.position}`;

export const stateText = (letter: LetterJson): string =>
  letter.state === 'open' ? (letter.sendable ? 'open' : 'open, not to be sent') : letter.state;

/** What is edited first: what the record says, else all fields of a kind with nothing in them. */
export function draftOf(letter: LetterDetail, type: string): string {
  const read = letter.event;
  if (read && (!type || read['type'] === type)) {
    return JSON.stringify(read, null, 2);
  }
  const kind = letter.kinds?.find((one) => one.type === type) ?? letter.kinds?.[0];
  const fields = kind?.fields.filter((field) => field.required).map((field) => [field.name, read?.[field.name] ?? '']) ?? [];
  return JSON.stringify({ type: kind?.type, ...Object.fromEntries(fields) }, null, 2);
}

/** Bytes as rows of 16: offset, hexadecimal, and what is printable. */
export function hexRows(hex: string): { at: string; bytes: string; text: string }[] {
  const rows = [];
  for (let i = 0; i < hex.length; i += 32) {
    const bytes = hex.slice(i, i + 32).match(/../g) ?? [];
    const text = bytes.map((byte) => {
      const code = parseInt(byte, 16);
      return code >= 32 && code < 127 ? String.fromCharCode(code) : '.';
    });
    rows.push({ at: (i / 2).toString(16).padStart(6, '0'), bytes: bytes.join(' '), text: text.join('') });
  }
  return rows;
}

/** Whether a text is a JSON object, and if not where it stops being one. */
export function jsonProblem(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? '' : 'This is not a JSON object.';
  } catch (cause) {
    const position = /position (\d+)/.exec(String(cause))?.[1];
    if (position === undefined) {
      return 'This is not JSON.';
    }
    const before = text.slice(0, Number(position)).split('\n');
    return `This is not JSON: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}.`;
  }
}
