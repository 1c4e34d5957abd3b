/**
 * What an error code of Meta's asks of us. One word each:
 *
 * - `slowNumber`, `slowContact`, `slowAccount`: too fast; it or they wait, then again
 * - `again`: Meta's own trouble, some tries over ten minutes
 * - `once`: one more try after a while, or after what is wrong was mended
 * - `giveUp`: this message or this contact, and nobody else
 * - `optedOut`: the contact said stop
 * - `stopTemplate`: no more of this template or campaign
 * - `bug`: ours; a person reads the body
 * - `hold`: token, payment or account. Nothing goes out of the number until it works again, and nothing is lost
 * - `incoming`: said of what a contact sent, never of what we send
 * - `setUp`: said while a number or template is set up
 */
export const remedies = [
  'slowNumber',
  'slowContact',
  'slowAccount',
  'again',
  'once',
  'giveUp',
  'optedOut',
  'stopTemplate',
  'bug',
  'hold',
  'incoming',
  'setUp',
] as const;
export type Remedy = (typeof remedies)[number];

/** @see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const codes: Readonly<Record<Remedy, readonly number[]>> = {
  slowNumber: [130429, 131057],
  slowContact: [131056],
  slowAccount: [4, 80007, 613],
  again: [1, 2, 131000, 131016, 133004],
  once: [131053, 134101, 131047],
  giveUp: [131026, 131049, 130472, 130403, 131021, 131030, 131037],
  optedOut: [131050],
  stopTemplate: [131048, 131064, 132007, 132015, 132016, 131063, 134100, 134102, 132068, 132069],
  bug: [100, 131008, 131009, 131051, 131055, 131061, 131062, 132000, 132001, 132005, 132012, 132018, 135000],
  hold: [190, 0, 3, 10, 131005, 33, 131045, 133010, 131042, 134011, 368, 130497, 131031],
  incoming: [131052, 131060],
  setUp: [133000, 133005, 133006, 133008, 133009, 133015, 133016, 2593107, 2593108, 147002],
};

const known: ReadonlyMap<number, Remedy> = new Map(
  remedies.flatMap((remedy) => codes[remedy].map((code) => [code, remedy] as const)),
);

/** What to do about this code. Total: what is not listed is Meta's trouble from 500 up, and else a bug of ours. */
export function remedyOf(code: number, statusCode = 400): Remedy {
  const listed = known.get(code);
  if (listed) return listed;
  // Permissions, and what is said of templates while they are made.
  if (code >= 200 && code <= 299) return 'hold';
  if (code >= 2_388_000 && code <= 2_388_999) return 'setUp';
  return statusCode >= 500 ? 'again' : 'bug';
}

/** Said of a template, not of its contact or number: another one may go through. */
export function isOfTemplate(code: number | null): boolean {
  return code !== null && ([131064, 134101].includes(code) || (code >= 132_000 && code <= 132_999));
}

const seconds = 1000;
const minutes = 60 * seconds;

/** The waits of `again`: five tries over about ten minutes. */
const againMs = [1 * seconds, 10 * seconds, 90 * seconds, 8 * minutes];

/** How long before the one more try of `once`: a template needs ten minutes to be known everywhere. */
const onceMs: ReadonlyMap<number, number> = new Map([
  [131047, 5 * seconds],
  [134101, 10 * minutes],
]);

/**
 * How long the message, its contact or its number waits before it is tried again; `null`: not again.
 *
 * @param failures how often in a row it failed with this code, this time included
 * @param chance in [0, 1): what was refused together must not come back together
 */
export function waitMs(code: number, remedy: Remedy, failures: number, chance: number): number | null {
  const times = failures - 1;
  const waits: Partial<Record<Remedy, number | null>> = {
    slowNumber: jittered(Math.min(1 * seconds * 2 ** times, 1 * minutes), chance),
    // Meta's own rule: 4^n seconds, counted from 0.
    slowContact: Math.min(4 ** times * seconds, 68 * minutes),
    slowAccount: jittered(Math.min(1 * minutes * 2 ** times, 15 * minutes), chance),
    again: againMs[times] ?? null,
    once: times === 0 ? (onceMs.get(code) ?? 2 * seconds) : null,
    // It waits for its number.
    hold: 0,
  };
  return waits[remedy] ?? null;
}

const jittered = (ms: number, chance: number) => Math.round(ms * (0.75 + chance / 2));

/** The code in `whatsapp.131047`; `null`: none of Meta's. */
export function metaCodeOf(fault: string): number | null {
  const [, digits] = /^(?:whatsapp\.)?(\d+)$/.exec(fault) ?? [];
  return digits === undefined ? null : Number(digits);
}
