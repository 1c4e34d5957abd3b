import { z } from 'zod';
import type { ContactKey, Sighting } from '../contacts/contact.ts';
import type { Said } from '../conversations/content.ts';
import { storable } from '../platform/json.ts';
import { envelopeOf, phoneIn, userIdIn } from './message.ts';
import { saidOf } from './said.ts';

const text = z.string().transform(storable);
const named = text.optional().catch(undefined);

type Whose = { readonly wamid: string; readonly sighting: Sighting; readonly at: Temporal.Instant };

/** What happens to messages and contacts that we know already. Nothing of it is something said to us by itself. */
export type Change =
  | (Whose & { readonly kind: 'reaction'; readonly to: string; readonly emoji: string | null })
  | (Whose & { readonly kind: 'edit'; readonly of: string; readonly said: Said })
  | (Whose & { readonly kind: 'revoke'; readonly of: string })
  | { readonly kind: 'identity'; readonly before: ContactKey; readonly after: ContactKey };

const Reaction = z.object({ message_id: text, emoji: named });
const Edit = z.object({ original_message_id: text, message: z.looseObject({}) });
const Revoke = z.object({ original_message_id: text });
const System = z.object({
  type: named,
  wa_id: named,
  new_wa_id: named,
  user_id: named,
  previous_user_id: named,
});

/** `null`: it is no change of anything. */
export function changeOf(payload: unknown): Change | null {
  const enveloped = envelopeOf(payload);
  if (enveloped === null || enveloped === 'group') return null;
  const { wamid, sighting, at, type, message } = enveloped;
  if (type === 'system') return identityOf(sighting, message['system']);
  if (sighting.userId === null && sighting.waId === null) return null;
  return saidOver({ wamid, sighting, at }, type, message);
}

function saidOver(whose: Whose, type: string, message: Readonly<Record<string, unknown>>): Change | null {
  const reaction = Reaction.safeParse(message['reaction']);
  if (type === 'reaction' && reaction.success)
    return { ...whose, kind: 'reaction', to: reaction.data.message_id, emoji: reaction.data.emoji || null };
  const edit = Edit.safeParse(message['edit']);
  if (type === 'edit' && edit.success)
    return { ...whose, kind: 'edit', of: edit.data.original_message_id, said: saidOf(edit.data.message) };
  const revoke = Revoke.safeParse(message['revoke']);
  if (type === 'revoke' && revoke.success) return { ...whose, kind: 'revoke', of: revoke.data.original_message_id };
  return null;
}

/** A person changed their number or, with it, their id. An identity check (`user_identity_changed`) changes nobody. */
function identityOf(sighting: Sighting, system: unknown): Change | null {
  const { data } = System.safeParse(system);
  if (!data) return null;
  const after = { userId: data.user_id ?? null, waId: data.wa_id ?? data.new_wa_id ?? null };
  const userId = data.previous_user_id ?? (sighting.userId === after.userId ? null : sighting.userId);
  const waId = sighting.waId === after.waId ? null : sighting.waId;
  if ((userId === null && waId === null) || (after.userId === null && after.waId === null)) return null;
  return { kind: 'identity', before: { userId, waId }, after };
}

const Renewal = z.looseObject({
  wa_id: named,
  user_id: z.union([z.object({ previous: text, current: text }), text]),
  previous_user_id: named,
});

/** The field `user_id_update`: the same news, in its own words. */
export function renewalsOf(value: unknown): Change[] {
  const given = z.looseObject({ user_id_update: z.array(z.unknown()) }).safeParse(value).data?.user_id_update ?? [
    value,
  ];
  return given.flatMap((each) => {
    const { data } = Renewal.safeParse(each);
    if (!data) return [];
    const [previous, current] =
      typeof data.user_id === 'string'
        ? [data.previous_user_id, data.user_id]
        : [data.user_id.previous, data.user_id.current];
    const before = { userId: userIdIn(previous), waId: null };
    if (before.userId === null) return [];
    return [{ kind: 'identity' as const, before, after: { userId: userIdIn(current), waId: phoneIn(data.wa_id) } }];
  });
}
