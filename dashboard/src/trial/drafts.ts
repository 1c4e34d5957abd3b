import { createContext, useContext, useEffect, useId } from 'react';
import type { ChangedView } from '../../../src/agent/trial.view.ts';
import { Refused, type Change } from '../ask.ts';
import { useTell } from '../parts/undo.tsx';
import { useChange } from '../services/query.ts';
import { words } from '../words.ts';
import { useCheck, type Draft } from './query.ts';

/** Hears what a form holds and has not saved; `null`: nothing. */
export const Teller = createContext<(form: string, part: Draft | null) => void>(() => undefined);

/** Lets what is tried beside know what this form holds and has not saved yet. */
export function useDraft(part: Draft | null): void {
  const tell = useContext(Teller);
  const form = useId();
  const text = JSON.stringify(part);
  useEffect(() => {
    const told: Draft | null = JSON.parse(text);
    tell(form, told);
    return () => tell(form, null);
  }, [form, tell, text]);
}

/** All that the forms hold, together; `null`: everything is saved. */
export function merged(parts: ReadonlyMap<string, Draft>): Draft | null {
  if (parts.size === 0) return null;
  const all = [...parts.values()];
  return {
    ...Object.assign({}, ...all),
    services: all.flatMap(({ services = [] }) => services),
    hours: all.flatMap(({ hours = [] }) => hours),
    knowledge: all.flatMap(({ knowledge = [] }) => knowledge),
  };
}

/** Before something is saved: what it would change, or why that is not known. `go` saves it all the same. */
export type Warning = {
  readonly changed: readonly ChangedView[];
  readonly error: Error | null;
  readonly go: () => void;
};

/** Shows a warning; `null`: nobody can be warned here. */
export const Warner = createContext<((warning: Warning) => void) | null>(null);

/** Saves a part of the business, unless examples would turn out otherwise: then the person decides. */
export function useGuardedChange() {
  const change = useChange();
  const check = useCheck();
  const warn = useContext(Warner);
  const tell = useTell();

  function mutate(draft: Draft, given: Change, done?: () => void): void {
    const saved = () => {
      tell({ text: words.services.saved, undo: null });
      done?.();
    };
    const go = () => change.mutate(given, { onSuccess: saved });
    if (!warn) return go();
    return check.mutate(draft, {
      onSuccess: (changed) => (changed.length === 0 ? go() : warn({ changed, error: null, go })),
      // What is wrong with the form, saving says too, and where.
      onError: (error) => (isOfForm(error) ? go() : warn({ changed: [], error, go })),
    });
  }
  return { mutate, error: change.error, isPending: change.isPending || check.isPending };
}

/** The form cannot be tried as it is filled in. */
export function isOfForm(error: Error): boolean {
  return error instanceof Refused && (error.status === 400 || error.status === 422);
}
