import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { licences } from './scripts/licences.mjs';

// Where the server's class path has it; the server reads what files.txt lists.
const OUTPUT = '../target/classes/io/cardbeam/console/web';

export default defineConfig({
  plugins: [svelte(), licences()],
  define: { __REPORT__: 'false' },
  build: {
    outDir: OUTPUT,
    emptyOutDir: true,
    manifest: true, // read by scripts/finish.mjs
    target: ['chrome123', 'firefox120', 'safari17.5'], // the first with light-dark() in style sheets
    assetsInlineLimit: 0, // the page's policy refuses data: addresses
    chunkSizeWarningLimit: 900, // scripts/finish.mjs holds the limit that counts
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      ['/v1', '/favicon.ico', '/problems', '/openapi.json'].map((path) => [
        path,
        process.env.CARDBEAM_CONSOLE ?? 'http://127.0.0.1:8480',
      ]),
    ),
  },
});
