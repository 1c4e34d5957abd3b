import { z } from 'zod';

export const ContactId = z.uuid().brand<'ContactId'>();
export type ContactId = z.output<typeof ContactId>;

/** How Meta names who wrote: by business-scoped user id, by phone, or both. At least one is there. */
export type ContactKey = { readonly userId: string | null; readonly waId: string | null };

/**
 * The spellings under which one Brazilian mobile may be known: many older accounts lack the ninth digit.
 * For looking up only; we always write to the number as Meta gave it.
 *
 * @param waId digits without +
 */
export function waIdVariants(waId: string): string[] {
  const [, area, nine, rest] = /^55(\d\d)(9?)([6-9]\d{7})$/.exec(waId) ?? [];
  if (area === undefined || rest === undefined) return [waId];
  return [waId, nine ? `55${area}${rest}` : `55${area}9${rest}`];
}

/**
 * What to look for when somebody types this in a search, in small letters: of a phone, however it is written, the digits
 * with and without the ninth.
 */
export function searchTerms(typed: string): string[] {
  if (!/^[\d\s()+.-]{4,}$/.test(typed) || !/\d{4}/.test(typed)) return [typed.toLowerCase()];
  const digits = typed.replaceAll(/\D/g, '');
  const [, head, eight] = /^(.*?)9?([6-9]\d{7})$/.exec(digits) ?? [];
  if (head === undefined || eight === undefined || !/^(55)?(\d\d)?$/.test(head)) return [digits];
  return head === '' ? [eight] : [head + eight, `${head}9${eight}`];
}

/**
 * A profile name that can be used to address somebody, or null: it is untrusted text that may hold emoji, an order
 * to the agent or a phone number.
 */
export function presentableName(profileName: string): string | null {
  const words = profileName
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}' -]/gu, ' ')
    .trim()
    .split(/\s+/u)
    .filter(Boolean);
  const name = words.slice(0, 3).join(' ');
  return words.length >= 1 && words.length <= 4 && name.length >= 2 && name.length <= 40 && /^\p{Lu}/u.test(name)
    ? name
    : null;
}

/** Somebody wrote: the ids and the profile name as a message carried them. */
export type Sighting = ContactKey & { readonly profileName: string | null };

/** A contact as far as recognising it goes. */
export type KnownContact = ContactKey & { readonly id: ContactId; readonly profileName: string | null };

/**
 * Who of the known is this? Meta's business-scoped user id decides. Without one the phone does, in its variants; and a
 * contact known by phone alone is recognised when a message carries both.
 */
export function recognise<K extends KnownContact>(known: readonly K[], { userId, waId }: ContactKey): K | undefined {
  const byUserId = userId === null ? undefined : known.find((contact) => contact.userId === userId);
  if (byUserId || waId === null) return byUserId;
  const variants = waIdVariants(waId);
  const byPhone = known.filter(
    (contact) =>
      contact.waId !== null && variants.includes(contact.waId) && (userId === null || contact.userId === null),
  );
  return byPhone.find((contact) => contact.waId === waId) ?? byPhone[0];
}
