/// <reference types="svelte" />
/** Whether this build is a finished report of web logs: vite.report.config.js sets it. */
declare const __REPORT__: boolean;
