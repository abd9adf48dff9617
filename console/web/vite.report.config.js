import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { licences } from './scripts/licences.mjs';
import { oneFile } from './scripts/onefile.mjs';
import base from './vite.config.js';

// The page of web logs with its engine as one file, which weblogs --report puts hits into.
export default defineConfig({
  plugins: [svelte(), licences(), oneFile()],
  define: { __REPORT__: 'true' },
  build: {
    ...base.build,
    outDir: '../target/classes/io/cardbeam/console/report',
    manifest: false,
    cssCodeSplit: false,
    rollupOptions: { input: 'report.html', output: { codeSplitting: false } },
  },
});
