import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** What somebody writes, and what a sensible person would take it for: any of `accepted`. */
export type Line = {
  readonly text: string;
  /** Said before, in the same conversation; `null` where there is none. */
  readonly before: string | null;
  readonly accepted: readonly string[];
};

/** A share, as what it counts: `hits` of `of`. */
export type Figure = { readonly name: string; readonly hits: number; readonly of: number };

/** A line that was not understood as a person would, and what was made of it. */
export type Miss = { readonly line: string; readonly given: string };

export type Score = { readonly figures: readonly Figure[]; readonly misses: readonly Miss[] };

/**
 * Beside the blind set, which nobody reads while working, those whose misses were read: nine that were blind before, and
 * one of messages that say what they want in other words than most people do.
 */
export const readSets = [
  'seen',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'oblique',
] as const;
export type SetName = 'blind' | (typeof readSets)[number];

export function textOf(file: string, set: SetName): string {
  return readFileSync(new URL(set === 'blind' ? file : `${set}/${file}`, import.meta.url), 'utf8');
}

/**
 * Reads `text => this|that` and `before >> text => this`; empty lines and lines with # say nothing.
 *
 * @param separator what stands between two accepted readings
 */
export function linesIn(file: string, separator: string, set: SetName): Line[] {
  const lines = textOf(file, set)
    .split('\n')
    .filter((line) => /^[^#]/.test(line));
  assert(lines.length > 100, `${file} has only ${lines.length} lines`);
  return lines.map((line) => {
    const [said, gold, ...rest] = line.split(' => ');
    assert(said !== undefined && gold !== undefined && rest.length === 0, `not "text => expectation": ${line}`);
    const [first = '', second] = said.split(' >> ');
    return { text: second ?? first, before: second === undefined ? null : first, accepted: gold.split(separator) };
  });
}

/** How many of `all` are so. */
export function figure<Item>(name: string, all: readonly Item[], isHit: (item: Item) => boolean): Figure {
  return { name, hits: all.filter(isHit).length, of: all.length };
}
