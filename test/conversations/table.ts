import type { Figure, Kind } from './figures.ts';

const mark = ({ met }: Figure) => (met === null ? ' ' : met ? '✓' : '✗');

/** Figures in columns: what it is, what was measured, what is wanted. */
export function figureLines(figures: readonly Figure[]): string[] {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const wide = Math.max(...figures.map(({ value }) => value.length));
  return figures.map(
    (figure) => `  ${mark(figure)} ${figure.name.padEnd(width)}  ${figure.value.padEnd(wide)}  ${figure.goal}`,
  );
}

const barWidth = 20;

/** A bar for each kind, in the order given. */
export function kindLines(kinds: readonly Kind[]): string[] {
  const width = Math.max(0, ...kinds.map(({ kind }) => kind.length));
  return kinds.map(({ kind, passed, of }) => {
    const full = Math.round((barWidth * passed) / of);
    const bar = '█'.repeat(full) + '·'.repeat(barWidth - full);
    return `  ${kind.padEnd(width)}  ${bar}  ${((100 * passed) / of).toFixed(0).padStart(3)} %  ${passed} of ${of}`;
  });
}
