// Lists the packages that are in the built page with their licences, and refuses a licence that
// does not go with Apache-2.0.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TAKEN = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0']);
const PACKAGE = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//;

/** A plugin that writes licences.txt beside the page. */
export function licences() {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const folders = new Map();
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.type === 'chunk' ? Object.keys(chunk.modules) : []) {
          const found = PACKAGE.exec(id.replaceAll('\\', '/'));
          if (found) {
            folders.set(found[2], found[1]);
          }
        }
      }
      const texts = [...folders.keys()].sort().map((name) => textOf(name, folders.get(name)));
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join('\n\n') });
    },
  };
}

function textOf(name, folder) {
  const { version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!TAKEN.has(license)) {
    throw new Error(`${name} ${version} has the licence ${license}, which is not among ${[...TAKEN].join(', ')}`);
  }
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)(\.|$)/i.test(file));
  const words = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const by = words.length > 0 ? [] : [`Copyright (c) ${author?.name ?? author ?? name}`]; // of packages without a text
  return [`${name} ${version}: ${license}`, '-'.repeat(72), ...by, ...words].join('\n\n');
}

