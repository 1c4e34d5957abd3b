import type { BusinessFile } from '../../src/business/file.ts';
import type { Ledger } from './ledger.ts';
import type { Exchange } from './stage.ts';

/** Everything a run left behind, for those who judge it. */
export type Evidence = {
  readonly file: BusinessFile;
  /** The customer whom the scenario is about. */
  readonly self: string;
  readonly exchanges: readonly Exchange[];
  readonly before: Ledger;
  readonly after: Ledger;
};

/** All that was sent, to whomever. */
export function allText({ exchanges }: Evidence): string {
  return exchanges.map(({ text }) => text).join('\n');
}
