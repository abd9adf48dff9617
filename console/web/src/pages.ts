// All pages: address, name, who may see it, and where it is loaded from.
import type { Component } from 'svelte';
import type { Person, Role } from './lib/session.svelte';

export interface Page {
  path: string;
  title: string;
  /** Who may see it; 'everybody' needs no session. */
  for: 'everybody' | Role[];
  /** Whether it is among the links above each page. */
  linked: boolean;
  load: () => Promise<{ default: Component }>;
}

const STAFF: Role[] = ['analyst', 'administrator'];
const PEOPLE: Role[] = ['cardholder', ...STAFF];

export const PAGES: Page[] = [
  { path: '/live', title: 'Live', for: STAFF, linked: true, load: () => import('./pages/live/Live.svelte') },
  { path: '/cases', title: 'Cases', for: STAFF, linked: true, load: () => import('./pages/cases/Queue.svelte') },
  { path: '/cases/:id', title: 'Case', for: STAFF, linked: false, load: () => import('./pages/cases/Case.svelte') },
  { path: '/cards', title: 'Cards', for: STAFF, linked: true, load: () => import('./pages/cards/Cards.svelte') },
  { path: '/board', title: 'Board', for: STAFF, linked: true, load: () => import('./pages/board/Board.svelte') },
  { path: '/dead-letters', title: 'Dead letters', for: STAFF, linked: true, load: () => import('./pages/letters/Letters.svelte') },
  { path: '/cube', title: 'Cube', for: STAFF, linked: true, load: () => import('./pages/cube/Cube.svelte') },
  { path: '/weblogs', title: 'Web logs', for: STAFF, linked: true, load: () => import('./pages/weblogs/Weblogs.svelte') },
  { path: '/me', title: 'My cards', for: ['cardholder'], linked: true, load: () => import('./pages/me/Me.svelte') },
  { path: '/settings', title: 'Settings', for: PEOPLE, linked: false, load: () => import('./pages/people/Settings.svelte') },
  { path: '/sign-in', title: 'Sign in', for: 'everybody', linked: false, load: () => import('./pages/people/SignIn.svelte') },
  { path: '/sign-up', title: 'Sign up', for: 'everybody', linked: false, load: () => import('./pages/people/SignUp.svelte') },
  { path: '/set-password', title: 'Set a password', for: 'everybody', linked: false, load: () => import('./pages/people/SetPassword.svelte') },
];

/** Whether a path is of a page; `:id` in the page's own stands for one part of it. */
function isOf(page: Page, path: string): boolean {
  const parts = path.split('/');
  const own = page.path.split('/');
  return own.length === parts.length && own.every((part, i) => part === parts[i] || (part.startsWith(':') && parts[i] !== ''));
}

export const pageAt = (path: string): Page | undefined => PAGES.find((page) => isOf(page, path));

export const maySee = (page: Page, person: Person): boolean =>
  page.for === 'everybody' || page.for.includes(person.role);

/** Where a person begins. */
export const homeOf = (person: Person): string => (person.role === 'cardholder' ? '/me' : '/live');

/** Where somebody who signs in goes on: to a page of this site alone. */
export function nextOf(query: URLSearchParams, person: Person): string {
  const next = query.get('next') ?? '';
  const page = /^\/(?!\/)[^\\]*$/.test(next) ? pageAt(next.split('?')[0] ?? '') : undefined;
  return page && page.for !== 'everybody' && maySee(page, person) ? next : homeOf(person);
}
