// Light, dark, or as the system has it.
import { store, stored } from './stored';

export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

class Theme {
  name = $state<ThemeName>(stored('theme', THEMES, 'system'));
  /** Grows when colours change, for what paints by itself. */
  version = $state(0);

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.version++);
  }

  choose(name: ThemeName): void {
    this.name = name;
    store('theme', name);
    this.apply();
  }

  apply(): void {
    document.documentElement.dataset.theme = this.name;
    this.version++;
  }
}

export const theme = new Theme();

/** The colour that a variable of the style sheet has now, as canvas takes it. */
export function colour(variable: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${variable})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
