import { z } from 'zod';
import type { ContactKey } from '../contacts/contact.ts';
import { storable, storableValue } from '../platform/json.ts';
import type { ChannelAlert } from './alert.ts';
import { renewalsOf, type Change } from './change.ts';
import { phoneIn, userIdIn } from './message.ts';
import { remedyOf } from './remedy.ts';
import {
  standingByCapability,
  standingByName,
  standingByQuality,
  standingByReview,
  type Standing,
} from './standing.ts';
import { templateNews, type TemplateNews } from './template-news.ts';

const text = z.string().transform(storable);
const named = text.optional().catch(undefined);

type Severity = ChannelAlert['severity'];

/** What a webhook tells beside messages and their statuses. `account`: the WhatsApp business account that it is about. */
export type News =
  | { readonly kind: 'alert'; readonly severity: Severity; readonly code: string; readonly context?: object }
  /** All numbers of the account: nothing goes out until it works again. */
  | { readonly kind: 'hold'; readonly code: string }
  | { readonly kind: 'resume' }
  /** A value-level error of one number that holds it. */
  | { readonly kind: 'holdNumber'; readonly code: string }
  /** How a number fares: all of the account when `display` is `null`. */
  | {
      readonly kind: 'health';
      readonly display: string | null;
      readonly field: string;
      readonly value: unknown;
      readonly standing: Standing;
    }
  | { readonly kind: 'preference'; readonly who: ContactKey; readonly optsOut: boolean }
  | { readonly kind: 'call'; readonly who: ContactKey; readonly at: Temporal.Instant; readonly event: string }
  | { readonly kind: 'change'; readonly change: Change }
  | TemplateNews;

export type Told = {
  readonly field: string;
  readonly isKnown: boolean;
  readonly account: string;
  readonly news: readonly News[];
};

const Other = z.object({
  id: z.union([z.string(), z.number().transform(String)]).catch(''),
  change: z.looseObject({ field: named, value: z.looseObject({}).catch({}) }).catch({ field: undefined, value: {} }),
});
type Value = Readonly<Record<string, unknown>>;

/** The first of these closes an account down; what it sends meanwhile is lost, so nothing is sent. */
const shut = new Set([
  'ACCOUNT_DELETED',
  'ACCOUNT_RESTRICTION',
  'ACCOUNT_VIOLATION',
  'DISABLED_UPDATE',
  'ACCOUNT_OFFBOARDED',
]);

const Event = z.object({ event: named });
const eventOf = (value: Value) => Event.parse({ event: value['event'] }).event ?? 'unknown';

function accountUpdate(value: Value): News[] {
  return [...health('account_update')(value), turnOf(value)];
}

function turnOf(value: Value): News {
  const event = eventOf(value);
  if (event === 'ACCOUNT_RECONNECTED' || isReinstated(value)) return { kind: 'resume' };
  const code = `account.${event}`;
  if (shut.has(event)) return { kind: 'hold', code };
  return { kind: 'alert', severity: event === 'PARTNER_REMOVED' ? 'warning' : 'info', code };
}

const isReinstated = (value: Value) =>
  z.object({ ban_info: z.object({ waba_ban_state: z.literal('REINSTATE') }) }).safeParse(value).success;

/** @param standingOf what it says that the Graph API would say as well */
function health(field: string, standingOf: (value: Value) => Standing = () => ({})): (value: Value) => News[] {
  return (given) => {
    const value = storableValue(given);
    const display = z.string().safeParse(given['display_phone_number']).data?.replaceAll(/\D/g, '') ?? null;
    return [{ kind: 'health', display, field, value, standing: standingOf(given) }];
  };
}

/** What is kept of a number, and an alert beside it. */
function healthAnd(
  kept: (value: Value) => News[],
  severity: Severity,
  codeOf: (value: Value) => string | null,
): (value: Value) => News[] {
  return (value) => {
    const code = codeOf(value);
    return code === null ? kept(value) : [...kept(value), { kind: 'alert', severity, code }];
  };
}

function qualityAlert(value: Value): string | null {
  const event = eventOf(value);
  return event === 'FLAGGED' || event === 'DOWNGRADE' ? `quality.${event}` : null;
}

const nameAlert = ({ decision }: Value) => (decision === 'REJECTED' ? 'number.name_rejected' : null);

const Preference = z.object({ wa_id: named, user_id: named, value: z.enum(['stop', 'resume', 'signup']) });

function preferences(value: Value): News[] {
  const given = z.array(z.unknown()).catch([]).parse(value['user_preferences']);
  return given.flatMap((each) => {
    const { data } = Preference.safeParse(each);
    if (!data) return [];
    const who = { userId: data.user_id ?? null, waId: data.wa_id ?? null };
    return [{ kind: 'preference' as const, who, optsOut: data.value === 'stop' }];
  });
}

const Call = z.object({
  event: text,
  from: named,
  from_user_id: named,
  direction: named,
  timestamp: z.coerce.number().int().positive().max(32_503_680_000),
});

/** A call of a contact's opens the window. What becomes of our own calls is kept, and no more. */
function calls(value: Value): News[] {
  const given = z.array(z.unknown()).catch([]).parse(value['calls']);
  return given.flatMap((each) => {
    const { data } = Call.safeParse(each);
    if (!data || data.event !== 'connect' || data.direction === 'BUSINESS_INITIATED') return [];
    const who = { userId: data.from_user_id ?? userIdIn(data.from), waId: phoneIn(data.from) };
    const at = Temporal.Instant.fromEpochMilliseconds(data.timestamp * 1000);
    return [{ kind: 'call' as const, who, at, event: data.event }];
  });
}

const Failure = z.object({ code: z.coerce.number().int() });

/** A fault of the app or the account, with no message that it belongs to. */
function errors(value: Value): News[] {
  const given = z.array(z.unknown()).catch([]).parse(value['errors']);
  return given.flatMap((each): News[] => {
    const { data } = Failure.safeParse(each);
    if (!data) return [];
    const code = `whatsapp.${data.code}`;
    return remedyOf(data.code) === 'hold'
      ? [{ kind: 'holdNumber', code }]
      : [{ kind: 'alert', severity: 'warning', code }];
  });
}

const alerting = (severity: Severity, code: string) => (): News[] => [{ kind: 'alert', severity, code }];
const kept = (): News[] => [];

/** What each field of Meta's asks of us. Those that are only kept are listed too: they are no surprise. */
const fields: Readonly<Record<string, (value: Value) => News[]>> = {
  messages: errors,
  calls,
  smb_message_echoes: kept,
  history: kept,
  smb_app_state_sync: kept,
  standby: kept,
  messaging_handovers: alerting('info', 'account.messaging_handover'),
  user_preferences: preferences,
  ...templateNews,
  phone_number_quality_update: healthAnd(
    health('phone_number_quality_update', standingByQuality),
    'warning',
    qualityAlert,
  ),
  phone_number_name_update: healthAnd(health('phone_number_name_update', standingByName), 'warning', nameAlert),
  account_settings_update: health('account_settings_update'),
  security: alerting('critical', 'account.security'),
  account_update: accountUpdate,
  account_alerts: alerting('warning', 'account.alert'),
  account_review_update: healthAnd(health('account_review_update', standingByReview), 'info', () => 'account.review'),
  business_capability_update: healthAnd(
    health('business_capability_update', standingByCapability),
    'info',
    () => 'account.capability',
  ),
  business_username_update: health('business_username_update'),
  business_username_updates: health('business_username_updates'),
  group_lifecycle_update: kept,
  group_participants_update: kept,
  group_settings_update: kept,
  group_status_update: kept,
  automatic_events: kept,
  tracking_events: kept,
  partner_solutions: kept,
  payment_configuration_update: kept,
  flows: kept,
  message_echoes: kept,
  user_id_update: (value) => renewalsOf(value).map((change) => ({ kind: 'change', change })),
};

/** What an update of kind `other` tells. Total: of a field that nobody knows there is no news, and it is counted. */
export function toldBy(payload: unknown): Told {
  const { data } = Other.safeParse(payload);
  const field = data?.change.field ?? '';
  const read = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return {
    field: field.slice(0, 100),
    isKnown: read !== undefined,
    account: data?.id ?? '',
    news: read?.(data?.change.value ?? {}) ?? [],
  };
}
