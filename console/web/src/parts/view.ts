// Every chart is a table too.
export const VIEWS = [
  { value: 'chart', text: 'Chart' },
  { value: 'table', text: 'Table' },
] as const;

export type ViewName = (typeof VIEWS)[number]['value'];

export const asView = (name: string): ViewName => (name === 'table' ? 'table' : 'chart');
