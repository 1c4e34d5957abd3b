import { z } from 'zod';
import { storable } from '../platform/json.ts';
import type { GraphAccount, GraphCapacity, GraphNumber } from './management.ts';
import { metaCodeOf } from './remedy.ts';

/** What Meta says of a number, each in its own words: `GREEN`, `TIER_2K`, `APPROVED` … */
type Aspect = 'quality' | 'limit' | 'throughput' | 'name' | 'name_status' | 'status' | 'review';

/** As much of it as was said; what is not in there is not known. */
export type Standing = Readonly<Partial<Record<Aspect, string>>>;

type Value = Readonly<Record<string, unknown>>;

/** Without what is empty: nothing was said of that. */
function said(given: { readonly [each in Aspect]?: string | undefined }): Standing {
  const pairs = Object.entries(given).map(([aspect, value = '']) => [aspect, storable(value.slice(0, 200))] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}

/** What the Graph API answers. `null`: that was not answered. */
export function standingOf(
  number: GraphNumber,
  capacity: GraphCapacity | null,
  account: GraphAccount | null,
): Standing {
  return said({
    quality: number.quality_rating === 'NA' ? 'UNKNOWN' : number.quality_rating,
    limit: capacity?.whatsapp_business_manager_messaging_limit,
    throughput: capacity?.throughput.level,
    name: number.verified_name,
    name_status: number.name_status,
    status: number.status,
    review: account?.account_review_status,
  });
}

const Limit = z
  .union([z.string(), z.number().int().transform(tierOf)])
  .optional()
  .catch(undefined);
const named = z.string().optional().catch(undefined);

/** Where a webhook counts, the Graph API names: `TIER_2K`. Below 0 there is no limit. */
function tierOf(contacts: number): string {
  if (contacts < 0) return 'TIER_UNLIMITED';
  return contacts >= 1000 && contacts % 1000 === 0 ? `TIER_${contacts / 1000}K` : `TIER_${contacts}`;
}

/**
 * What `phone_number_quality_update` says. Flagged is what Meta calls a number whose quality is low; that it no longer
 * is does not say how good it is now.
 */
export function standingByQuality(value: Value): Standing {
  const event = named.parse(value['event']) ?? '';
  return said({
    quality: event === 'FLAGGED' ? 'RED' : undefined,
    limit: limitIn(value),
    throughput: event === 'THROUGHPUT_UPGRADE' ? 'HIGH' : undefined,
  });
}

/** What `phone_number_name_update` says. */
export function standingByName(value: Value): Standing {
  const { decision } = value;
  if (decision === 'REJECTED') return { name_status: 'DECLINED' };
  return decision === 'APPROVED'
    ? said({ name: named.parse(value['requested_verified_name']), name_status: decision })
    : {};
}

/** What `account_review_update` says. */
export const standingByReview = ({ decision }: Value): Standing => said({ review: named.parse(decision) });

/** What `business_capability_update` says. */
export const standingByCapability = (value: Value): Standing => said({ limit: limitIn(value) });

const limitIn = (value: Value) => Limit.parse(value['max_daily_conversations_per_business']);

/** What is not well with a number; the worst first. */
const concerns = [
  'held',
  'quality_red',
  'not_connected',
  'review_rejected',
  'quality_yellow',
  'name_refused',
  'review_pending',
  'not_known',
] as const;
type Concern = (typeof concerns)[number];

const lights = ['bad', 'watch', 'unknown', 'well'] as const;
type Light = (typeof lights)[number];

const lightOfConcern: Readonly<Record<Concern, Light>> = {
  held: 'bad',
  quality_red: 'bad',
  not_connected: 'bad',
  review_rejected: 'bad',
  quality_yellow: 'watch',
  name_refused: 'watch',
  review_pending: 'watch',
  not_known: 'unknown',
};

/** Meta is asked each hour: from here on it has not answered for a while, and what it said may not hold any more. */
const freshHours = 3;

/** How a number is as far as we know: what Meta said, whether it is held, and when its quality was told last. */
type Known = {
  readonly standing: Standing;
  readonly isHeld: boolean;
  readonly qualityToldAt: Temporal.Instant | null;
};

/** What is not well with it. Nothing: it is well, for Meta said so not long ago. */
export function concernsOf({ standing, isHeld, qualityToldAt }: Known, now: Temporal.Instant): Concern[] {
  const { quality, status, review, name_status: name } = standing;
  const isFresh = qualityToldAt !== null && qualityToldAt.until(now).total('hours') < freshHours;
  const holds: Readonly<Record<Concern, boolean>> = {
    held: isHeld,
    quality_red: quality === 'RED',
    not_connected: status !== undefined && status !== 'CONNECTED',
    review_rejected: review === 'REJECTED',
    quality_yellow: quality === 'YELLOW',
    name_refused: name !== undefined && !isNameShown(name),
    review_pending: review === 'PENDING' || review === 'DEFERRED',
    not_known: !isFresh,
  };
  return concerns.filter((concern) => holds[concern]);
}

/** May the number show its name? */
export const isNameShown = (status: string) => status === 'APPROVED' || status === 'AVAILABLE_WITHOUT_REVIEW';

/** As bad as the worst of them. */
export function lightOf(found: readonly Concern[]): Light {
  return lights.find((light) => found.some((concern) => lightOfConcern[concern] === light)) ?? 'well';
}

type HoldCause = 'token' | 'permission' | 'payment' | 'registration' | 'account' | 'other';

const codes: readonly [cause: HoldCause, codes: readonly number[]][] = [
  ['token', [0, 190]],
  ['permission', [3, 10, 131005]],
  ['payment', [131042, 134011]],
  ['registration', [33, 131045, 133010]],
  ['account', [368, 130497, 131031]],
];

/** Why a number is held, as people can do something about it. */
export function holdCauseOf(fault: string): HoldCause {
  if (fault.startsWith('account.')) return 'account';
  const code = metaCodeOf(fault) ?? -1;
  if (code >= 200 && code <= 299) return 'permission';
  return codes.find(([, of]) => of.includes(code))?.[0] ?? 'other';
}
