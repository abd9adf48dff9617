// A refresh brings the page back to where it was scrolled to, once its content is there again.

const KEY = 'live-scroll';

/** From now on; `isThere` says when there is something to scroll. */
export function keepScroll(isThere: () => boolean): () => void {
  let wanted = 0;
  try {
    const [path, y] = JSON.parse(sessionStorage.getItem(KEY) ?? '["", 0]') as [string, number];
    const entry = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined;
    wanted = path === location.href && entry?.type === 'reload' ? y : 0;
    sessionStorage.removeItem(KEY);
  } catch {
    wanted = 0;
  }
  let tries = 40;
  const timer = setInterval(() => {
    tries--;
    if (wanted === 0 || tries === 0) {
      clearInterval(timer);
    } else if (isThere() && document.documentElement.scrollHeight >= wanted + innerHeight) {
      scrollTo(0, wanted);
      clearInterval(timer);
    }
  }, 100);
  const note = (): void => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify([location.href, scrollY]));
    } catch {
      // Storage is off: the page begins at its top.
    }
  };
  addEventListener('pagehide', note);
  return () => {
    clearInterval(timer);
    removeEventListener('pagehide', note);
  };
}
