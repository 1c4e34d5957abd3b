import type { Model } from './classify.ts';
import type { Learnt } from './learn.ts';
import { readRows, writtenRows, type RowsFile } from './rows.ts';

/** A model as a file has it. */
export type ModelFile = {
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  readonly rows: RowsFile;
};

export function written({ classes, bias, rows, features }: Learnt): ModelFile {
  return { classes, bias, rows: writtenRows(features, rows, classes.length) };
}

export function readModel({ classes, bias, rows }: ModelFile): Model {
  return { classes, bias, rows: readRows(rows) };
}
