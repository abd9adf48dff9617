// What a cube can be cut by and what it tells. The server's own lists are held against this by a test.
import lists from './catalogue.json';

export const FACTS = [
  { value: 'authorization', text: 'Authorizations' },
  { value: 'transaction', text: 'Transactions' },
] as const;

export type FactName = (typeof FACTS)[number]['value'];

export interface Dimension {
  name: string;
  label: string;
  type: string;
  /** The dimension that one drills down to; empty at the end. */
  finer: string;
  group: string;
  facts: string[];
}

export interface Measure {
  name: string;
  label: string;
  kind: string;
  facts: string[];
}

export const DIMENSIONS: readonly Dimension[] = lists.dimensions;
export const MEASURES: readonly Measure[] = lists.measures;

const dimensions = new Map(DIMENSIONS.map((dimension) => [dimension.name, dimension]));
const measures = new Map(MEASURES.map((measure) => [measure.name, measure]));

export const dimensionOf = (name: string): Dimension | undefined => dimensions.get(name);
export const measureOf = (name: string): Measure | undefined => measures.get(name);
export const labelOf = (name: string): string => (dimensions.get(name) ?? measures.get(name))?.label ?? name;

/** The dimension that one rolls up to; undefined at the top. */
export const coarserOf = (name: string): Dimension | undefined => DIMENSIONS.find((one) => one.finer === name);
