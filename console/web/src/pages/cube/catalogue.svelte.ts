// What a cube can be cut by and what it tells, from the server.
import { call, problemOf, type Problem } from '../../lib/api';

export const FACTS = [
  { value: 'authorization', text: 'Authorizations' },
  { value: 'transaction', text: 'Transactions' },
  { value: 'both', text: 'Both' },
] as const;

export type FactName = (typeof FACTS)[number]['value'];

export interface Dimension {
  name: string;
  label: string;
  meaning: string;
  type: string;
  /** The dimension that one drills down to; none at the end. */
  finer?: string;
  group: string;
  facts: string[];
}

export interface Measure {
  name: string;
  label: string;
  meaning: string;
  kind: string;
  facts: string[];
}

/** What answers are made of. */
export interface Star {
  state: 'ready' | 'building' | 'none';
  progress?: string;
  problem?: string;
  built_to?: string;
  since?: { authorizations: number; transactions: number; as_of: string };
}

interface CatalogueJson {
  dimensions: Dimension[];
  measures: Measure[];
  limits: { dimensions: number; measures: number; cells: number };
  star: Star;
}

class Catalogue {
  json = $state.raw<CatalogueJson | null>(null);
  problem = $state.raw<Problem | null>(null);
  readonly dimensions = $derived(new Map(this.json?.dimensions.map((one) => [one.name, one])));
  readonly measures = $derived(new Map(this.json?.measures.map((one) => [one.name, one])));

  async load(): Promise<void> {
    this.problem = null;
    try {
      this.json = await call<CatalogueJson>('GET', '/v1/cube/catalogue');
    } catch (cause) {
      this.problem = problemOf(cause);
    }
  }
}

export const catalogue = new Catalogue();

/** A measure of one fact, under the name that the server is asked by. */
export interface Figure {
  name: string;
  label: string;
  kind: string;
  fact: Exclude<FactName, 'both'>;
  measure: string;
}

const FACT_NAMES = ['authorization', 'transaction'] as const;

/** authorization.amount as the measure of a fact; of one that a single fact has the name is enough. */
export function figureOf(name: string, fact: FactName): Figure | undefined {
  const [first = '', second] = name.split('.');
  const measure = catalogue.measures.get(second ?? first);
  const of = FACT_NAMES.find((one) => (second !== undefined ? one === first : fact === 'both' ? measure?.facts[0] === one : one === fact));
  if (!measure || !of || !measure.facts.includes(of) || (second !== undefined && fact !== 'both')) {
    return undefined;
  }
  if (second === undefined && fact === 'both' && measure.facts.length > 1) {
    return undefined;
  }
  const label = second === undefined ? measure.label : `${measure.label}, ${of}s`;
  return { name, label, kind: measure.kind, fact: of, measure: measure.name };
}

/** All figures of a fact, or of both. */
export function figuresOf(fact: FactName): Figure[] {
  const names = [...catalogue.measures.values()].flatMap((one) =>
    fact !== 'both' ? (one.facts.includes(fact) ? [one.name] : []) : one.facts.length > 1 ? one.facts.map((of) => `${of}.${one.name}`) : [one.name],
  );
  return names.flatMap((name) => figureOf(name, fact) ?? []);
}

export const has = (one: { facts: string[] }, fact: FactName): boolean =>
  fact === 'both' ? one.facts.length > 1 : one.facts.includes(fact);

export const dimensionOf = (name: string): Dimension | undefined => catalogue.dimensions.get(name);

export function labelOf(name: string): string {
  const [first = '', second] = name.split('.');
  const label = (dimensionOf(name) ?? catalogue.measures.get(second ?? first))?.label ?? name;
  return second === undefined ? label : `${label}, ${first}s`;
}

/** The dimension that one rolls up to; undefined at the top. */
export const coarserOf = (name: string): Dimension | undefined =>
  catalogue.json?.dimensions.find((one) => one.finer === name);
