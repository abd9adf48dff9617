// Where the page is: path and query of the address, which hold all that one might share.
import { here, sharedText, withShared } from './address';

/** The server answers /live/ as it does /live. */
const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, '');

class Router {
  path = $state(withoutSlash(location.pathname));
  query = $state.raw(new URLSearchParams(sharedText()));

  constructor() {
    addEventListener('popstate', () => this.#read());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** Goes to an address of the page. */
  go(to: string, how: 'push' | 'replace' = 'push'): void {
    if (to === here()) {
      return;
    }
    history[how === 'push' ? 'pushState' : 'replaceState'](null, '', to);
    this.#read();
  }

  /** Puts values into the query, and takes out the empty ones; the path stays. */
  set(values: Record<string, string | string[]>, how: 'push' | 'replace' = 'push'): void {
    const query = new URLSearchParams(sharedText());
    for (const [name, value] of Object.entries(values)) {
      query.delete(name);
      [value].flat().forEach((one) => one && query.append(name, one));
    }
    const text = query.toString().replaceAll('%2C', ',');
    this.go(withShared(text), how);
  }

  get(name: string): string {
    return this.query.get(name) ?? '';
  }

  #read(): void {
    this.path = withoutSlash(location.pathname);
    this.query = new URLSearchParams(sharedText());
  }

  /** Links within the page change the address alone; with a key held they are the browser's. */
  #follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (
      !(link instanceof HTMLAnchorElement) ||
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey || event.ctrlKey || event.shiftKey || event.altKey ||
      link.origin !== location.origin ||
      link.hasAttribute('download') || link.target || link.hash ||
      link.dataset.outside !== undefined
    ) {
      return;
    }
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const router = new Router();
