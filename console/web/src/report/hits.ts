// The hits of a report as columns: what io.cardbeam.command.weblog.report.ReportData writes.

/** Texts of one column of a group; code 0 is no text. */
export interface Column {
  values: string[];
  codes: Uint32Array;
}

/** Columns whose texts go together, such as all that is known of a client: each distinct row of them once. */
export interface Group {
  rows: number;
  columns: Map<string, Column>;
  /** The row of each hit. */
  of: Uint32Array;
}

/** Newest first; of one second by file, then from the last line up. */
export interface Hits {
  count: number;
  /** Seconds since 1970 UTC. */
  times: Float64Array;
  /** 0 for none. */
  statuses: Uint16Array;
  /** -1 for none. */
  bytes: Float64Array;
  lines: Float64Array;
  groups: Group[];
}

export interface Facts {
  /** When the report was written, ISO 8601. */
  written: string;
  /** Hits that there were; the report has the newest of them. */
  found: number;
  /** Who located the addresses, if it is to be named. */
  location_source?: string;
  /** Where cities are: country, city, latitude, longitude. */
  places: [string, string, number, number][];
}

interface Header extends Facts {
  format: number;
  hits: number;
  groups: { rows: number; columns: { name: string; values: string[] }[] }[];
}

const FORMAT = 1;
const LENGTH_BYTES = 4;

/** Whole numbers of seven bits a byte, the lowest first; the last byte has no eighth bit. */
class Numbers {
  #at: number;

  constructor(private readonly from: Uint8Array, at: number) {
    this.#at = at;
  }

  next(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.from[this.#at++];
      if (byte === undefined) {
        throw new Error('the report is cut off');
      }
      value += (byte & 127) * unit;
      if (byte < 128) {
        return value;
      }
      unit *= 128;
    }
  }

  fill<T extends Uint16Array | Uint32Array>(into: T): T {
    for (let i = 0; i < into.length; i++) {
      into[i] = this.next();
    }
    return into;
  }
}

const RAW_REQUEST = 'raw_request';
/** Stands for a request as logged that is what its parts say, as most are. */
const FROM_PARTS = '\0';

/** Puts those requests together. */
function compose(columns: Map<string, Column>): void {
  const raw = columns.get(RAW_REQUEST);
  const text = (name: string, row: number): string | undefined => {
    const column = columns.get(name);
    const code = column?.codes[row] ?? 0;
    return code === 0 ? undefined : column?.values[code];
  };
  raw?.codes.forEach((code, row) => {
    if (raw.values[code] === FROM_PARTS) {
      const query = text('query', row);
      const protocol = text('protocol', row);
      const target = `${text('path', row)}${query === undefined ? '' : `?${query}`}`;
      raw.codes[row] = raw.values.push(`${text('method', row)} ${target}${protocol === undefined ? '' : ` ${protocol}`}`) - 1;
    }
  });
}

/** Reads a report's data, unpacked. */
export function readHits(data: Uint8Array): { hits: Hits; facts: Facts } {
  const length = new DataView(data.buffer, data.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(data.subarray(LENGTH_BYTES, LENGTH_BYTES + length))) as Header;
  if (header.format !== FORMAT) {
    throw new Error(`the report has the format ${header.format}, which this page does not read`);
  }
  const numbers = new Numbers(data, LENGTH_BYTES + length);
  const count = header.hits;
  const groups = header.groups.map((group) => {
    const columns = new Map<string, Column>();
    for (const { name, values } of group.columns) {
      columns.set(name, { values: ['', ...values], codes: numbers.fill(new Uint32Array(group.rows)) });
    }
    compose(columns);
    return { rows: group.rows, columns, of: numbers.fill(new Uint32Array(count)) };
  });
  const times = new Float64Array(count);
  for (let i = 0, time = 0; i < count; i++) {
    time = i === 0 ? numbers.next() : time - numbers.next();
    times[i] = time;
  }
  const statuses = numbers.fill(new Uint16Array(count));
  const bytes = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    bytes[i] = numbers.next() - 1;
  }
  const lines = new Float64Array(count);
  for (let i = 0, line = 0; i < count; i++) {
    const step = numbers.next(); // even numbers are steps up
    line += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
    lines[i] = line;
  }
  return { hits: { count, times, statuses, bytes, lines, groups }, facts: header };
}

/** Unpacks what stands in an element of the page: base64 of gzip. */
export async function unpacked(text: string): Promise<Uint8Array> {
  const packed = Uint8Array.from(atob(text.trim()), (char) => char.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
