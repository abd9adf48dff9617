// After Vite: holds the first page to its size, packs every file, and lists what the server serves.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const OUTPUT = fileURLToPath(new URL('../../target/classes/io/cardbeam/console/web/', import.meta.url));
const FIRST_PAGE = 'src/pages/live/Live.svelte';
const MAX_FIRST_PAGE_BYTES = 400 * 1024;
const MANIFEST = '.vite/manifest.json';

const gzipped = (file) => gzipSync(readFileSync(join(OUTPUT, file)), { level: 9 }).length;

/** Files of a chunk: what it imports at once and, where asked, what it may import later. */
function filesOf(manifest, key, later, into) {
  const chunk = manifest[key];
  if (!chunk || into.has(chunk.file)) {
    return into;
  }
  into.add(chunk.file);
  (chunk.css ?? []).forEach((file) => into.add(file));
  (chunk.assets ?? []).forEach((file) => into.add(file));
  for (const next of [...(chunk.imports ?? []), ...(later ? (chunk.dynamicImports ?? []) : [])]) {
    filesOf(manifest, next, later && next !== 'index.html', into);
  }
  return into;
}

function firstPage(manifest) {
  if (!manifest[FIRST_PAGE]) {
    throw new Error(`${FIRST_PAGE} is no chunk of its own: the first page can't be measured`);
  }
  const files = filesOf(manifest, 'index.html', false, new Set(['index.html']));
  filesOf(manifest, FIRST_PAGE, true, files);
  return [...files].map((file) => ({ file, bytes: gzipped(file) }));
}

function allFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? allFiles(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function pack(file) {
  const bytes = readFileSync(file);
  const kinds = {
    '.gz': gzipSync(bytes, { level: 9 }),
    '.br': brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  };
  const taken = Object.entries(kinds).filter(([, packed]) => packed.length < bytes.length * 0.95);
  taken.forEach(([ending, packed]) => writeFileSync(file + ending, packed));
  const name = relative(OUTPUT, file).replaceAll('\\', '/');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 20);
  return [name, hash, taken.map(([ending]) => ending.slice(1)).join(',') || '-'].join(' ');
}

const manifest = JSON.parse(readFileSync(join(OUTPUT, MANIFEST), 'utf8'));
rmSync(join(OUTPUT, '.vite'), { recursive: true });
const parts = firstPage(manifest);
const total = parts.reduce((sum, part) => sum + part.bytes, 0);
const told = `the first page, /live, is ${(total / 1024).toFixed(1)} KB by gzip of at most ${MAX_FIRST_PAGE_BYTES / 1024}`;
if (total > MAX_FIRST_PAGE_BYTES) {
  parts.sort((a, b) => b.bytes - a.bytes);
  parts.forEach(({ file, bytes }) => console.error(`  ${(bytes / 1024).toFixed(1).padStart(7)} KB ${file}`));
  rmSync(join(OUTPUT, 'index.html'));
  console.error(`[ERROR] ${told}: load less, or later`);
  process.exit(1);
}
const lines = allFiles(OUTPUT).filter((file) => statSync(file).isFile()).sort().map(pack);
writeFileSync(join(OUTPUT, 'files.txt'), lines.join('\n') + '\n');
console.log(told);
