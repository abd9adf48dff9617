// Who is signed in.
import { call, problemOf, whenSignedOut, type Problem } from './api';

export type Role = 'cardholder' | 'analyst' | 'administrator';

export interface Person {
  user: string;
  role: Role;
  cards: string[];
}

type State =
  | { kind: 'asking' }
  | { kind: 'out'; ended: boolean }
  | { kind: 'in'; person: Person }
  | { kind: 'failed'; problem: Problem };

class Session {
  state = $state.raw<State>({ kind: 'asking' });

  get person(): Person | null {
    return this.state.kind === 'in' ? this.state.person : null;
  }

  /** Asks the server who is signed in. */
  async ask(): Promise<void> {
    try {
      const person = await call<Person | undefined>('GET', '/v1/session');
      this.state = person ? { kind: 'in', person } : { kind: 'out', ended: this.person !== null };
    } catch (cause) {
      this.state = { kind: 'failed', problem: problemOf(cause) };
    }
  }

  async signOut(): Promise<void> {
    await call('POST', '/v1/sign-out', { signingIn: true });
    this.state = { kind: 'out', ended: false };
  }

  /** Notes that the server knows the session no more. */
  hasEnded(): void {
    this.state = { kind: 'out', ended: this.person !== null };
  }
}

export const session = new Session();
whenSignedOut(() => session.hasEnded());
