// Keys that act on a page. None does while somebody types, chooses in a menu or a dialog, or holds another key.
// Enter on a button or link is that button's or link's.

export type Keys = Record<string, () => void>;

const TYPING = 'input, textarea, select, [contenteditable], [role=menu], dialog';
const PRESSED = 'a[href], button, summary';

/** Listens until what it gives is called. */
export function listen(keys: Keys): () => void {
  const press = (event: KeyboardEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const act = keys[event.key];
    if (
      !act || event.defaultPrevented || event.repeat ||
      event.ctrlKey || event.metaKey || event.altKey ||
      target?.closest(TYPING) || (event.key === 'Enter' && target?.closest(PRESSED)) || document.querySelector('dialog[open]')
    ) {
      return;
    }
    event.preventDefault();
    act();
  };
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
}
