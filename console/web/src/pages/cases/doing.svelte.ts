// What is about to be done to a case: asked for, confirmed, refused where another was faster.
import { problemOf, type Problem } from '../../lib/api';
import { act, isPossible, readCase, type CaseAlert, type CaseSummary, type Change, type Wanted } from './cases';

/** What needs a look before it is done. */
const CONFIRMED: Wanted['act'][] = ['CONFIRM_FRAUD', 'CLEAR', 'BLOCK_CARD', 'UNBLOCK_CARD', 'BLOCK_MERCHANT', 'UNBLOCK_MERCHANT'];

export class Doing {
  /** Shown in a dialog; null if nothing is. */
  asked = $state.raw<{ one: CaseSummary; wanted: Wanted | 'snooze' } | null>(null);
  /** What others did first, to be looked at before it is done all the same. */
  conflict = $state.raw<{ one: CaseSummary; wanted: Wanted; changes: Change[]; alerts: CaseAlert[] } | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** What was done, for those who do not see it. */
  said = $state('');
  busy = $state(false);

  readonly #done: (one: CaseSummary, wanted?: Wanted) => void;

  /** @param done gets the case after an act, or, without an act, after somebody else's */
  constructor(done: (one: CaseSummary, wanted?: Wanted) => void) {
    this.#done = done;
  }

  /** Does it, or asks first; nothing where a closed case does not let it. */
  want(one: CaseSummary, wanted: Wanted | 'snooze'): void {
    if (!isPossible(one, wanted)) {
      return;
    }
    this.problem = null;
    this.conflict = null;
    if (wanted === 'snooze' || CONFIRMED.includes(wanted.act)) {
      this.asked = { one, wanted };
    } else {
      this.go(one, wanted);
    }
  }

  async go(one: CaseSummary, wanted: Wanted): Promise<void> {
    if (this.busy) {
      return;
    }
    this.asked = this.conflict = this.problem = null;
    this.busy = true;
    try {
      const now = await act(one, wanted);
      this.said = `Case ${one.case_id}: done.`;
      this.#done(now, wanted);
    } catch (cause) {
      const problem = problemOf(cause);
      if (problem.status === 409 && problem.errors.length > 0) {
        await this.#lookAgain(one, wanted);
      } else {
        this.problem = problem;
      }
    } finally {
      this.busy = false;
    }
  }

  async #lookAgain(one: CaseSummary, wanted: Wanted): Promise<void> {
    try {
      const whole = await readCase(one.case_id);
      this.#done(whole.case);
      this.conflict = { one: whole.case, wanted, changes: whole.changes.filter((change) => change.version > one.version), alerts: whole.alerts };
    } catch (cause) {
      this.problem = problemOf(cause);
    }
  }

  leave(): void {
    this.asked = this.conflict = this.problem = null;
  }
}
