import type { ServiceId } from '../business/business.ts';
import type { Span } from '../language/normalise.ts';
import type { Scene } from './brain.ts';
import type { Heard } from './hearing.ts';

/** The services that a text means, and the words that fit several. */
export type Meant = {
  readonly clear: readonly { readonly id: ServiceId; readonly span: Span }[];
  readonly unclear: readonly { readonly ids: readonly ServiceId[]; readonly span: Span }[];
};

/**
 * Which services are meant. Words that fit several mean the one that was spoken about or is on offer, if that is one of
 * them: "voltando à massagem" after one massage is that massage.
 */
export function servicesMeant({ services }: Heard, { state }: Scene): Meant {
  const spoken = [...state.stack.flatMap(({ service }) => (service ? [service] : [])), ...state.mentioned.toReversed()];
  const clear: { id: ServiceId; span: Span }[] = [];
  const unclear: { ids: ServiceId[]; span: Span }[] = [];
  for (const { values, span } of services) {
    const [only, second] = values;
    const known = spoken.filter((id) => values.includes(id));
    const meant = second === undefined ? only : new Set(known).size === 1 ? known[0] : undefined;
    if (meant === undefined) unclear.push({ ids: [...values], span });
    else if (!clear.some(({ id }) => id === meant)) clear.push({ id: meant, span });
  }
  return { clear, unclear };
}
