// Puts scripts and styles into the page, so that it is one file which loads nothing: its policy names them by their hashes.
import { createHash } from 'node:crypto';

const MAX_BYTES = 600 * 1024;
/** What weblogs --report replaces by the hits. */
const HITS = '<script type="application/octet-stream" id="hits"></script>';
const LICENCES = 'licences.txt';

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A plugin that leaves one page of all that is built; the licences, which copies must have, stand in it too. */
export function oneFile() {
  return {
    name: 'one-file',
    enforce: 'post',
    // After all others: Vite puts its own parts into scripts late.
    generateBundle: { order: 'post', handler: compose },
  };
}

function compose(_options, bundle) {
  const files = Object.values(bundle);
  const page = files.find((file) => file.fileName.endsWith('.html'));
  const scripts = files.filter((file) => file.type === 'chunk');
  const styles = files.filter((file) => file.fileName.endsWith('.css'));
  const licences = files.find((file) => file.fileName === LICENCES);
  const others = files.filter((file) => ![page, licences, ...scripts, ...styles].includes(file));
  if (!page || !licences || scripts.length !== 1 || others.length > 0) {
    throw new Error(`a report is one file: ${files.map((file) => file.fileName).join(', ')}`);
  }
  // No end of an element within the script's own texts.
  const script = scripts[0].code.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const style = styles.map((file) => String(file.source).trim()).join('\n');
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const html = String(page.source)
    .replace(/\s*<script type="module"[^>]*><\/script>/, '')
    .replace(/\s*<link rel="(stylesheet|modulepreload)"[^>]*>/g, '')
    .replace('<meta charset="utf-8" />', (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`)
    .replace('</head>', () => `  <style>${style}</style>\n    <script type="module">${script}</script>\n  </head>`)
    .replace('</body>', () => `  ${HITS}\n    <script type="text/plain" id="licences">\n${licences.source}\n    </script>\n  </body>`);
  files.forEach((file) => delete bundle[file.fileName]);
  const bytes = Buffer.byteLength(html);
  const said = `a report without hits is ${(bytes / 1024).toFixed(1)} KB of at most ${MAX_BYTES / 1024}`;
  if (bytes > MAX_BYTES) {
    throw new Error(`${said}: load less`);
  }
  this.emitFile({ type: 'asset', fileName: 'report.html', source: html });
  console.log(said);
}
