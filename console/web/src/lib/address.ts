// Where the address has what one might share: in its query, and of a report, which is a file, behind the hash.

/** Whether the page is a finished report: no server answers, and no other page is beside it. */
export const isReport: boolean = __REPORT__;

/** What is shared, as name=value pairs. */
export const sharedText = (): string => (isReport ? location.hash : location.search).slice(1);

/** The whole address within its host. */
export const here = (): string => location.pathname + location.search + (isReport ? location.hash : '');

/** This page's address with other pairs. */
export const withShared = (pairs: string): string =>
  isReport ? location.pathname + location.search + (pairs && `#${pairs}`) : location.pathname + (pairs && `?${pairs}`);
