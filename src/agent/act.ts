import type { Refusal, Slot } from '../bookings/booking.ts';
import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import type { HandoffReason, Topic } from './command.ts';
import type { Fact } from './facts.ts';
import type { OpenProposal } from './state.ts';

/** Why a wish cannot be met: what the calendar refuses, and what no calendar could grant. */
export type Obstacle = Refusal | 'outside_hours' | 'no_slots' | 'impossible' | 'not_performed';

export type SmallTalk =
  | 'welcome'
  | 'welcomeBack'
  | 'hello'
  | 'met'
  | 'thanks'
  | 'bye'
  | 'praise'
  | 'boundary'
  | 'fine'
  | 'ended'
  | 'expired';

/** What a question asks for; `booking` and `person` offer one. */
export type Asked = 'service' | 'date' | 'half' | 'conflict' | 'name' | 'change' | 'booking' | 'person';

/** A wish as far as it is known. */
export type Wished = {
  readonly service: ServiceId | null;
  readonly professional: ProfessionalId | null;
  readonly day: Temporal.PlainDate | null;
  readonly time: Temporal.PlainTime | null;
};

/** Questions about one service, and those that take nothing but the business. */
export type AboutService = 'price' | 'duration' | 'detail';
export type AboutBusiness =
  | 'prices'
  | 'payment'
  | 'policy'
  | 'professionals'
  | 'identity'
  | 'others'
  | 'address'
  | 'phone'
  | 'email'
  | 'instagram';

type Answers = Readonly<Record<AboutService, { readonly service: ServiceId }>> &
  Readonly<Record<AboutBusiness, unknown>> & {
    readonly services: { readonly page: number };
    /** `day`: one day was asked about; `closed`: whatever the week says, the doors are shut on it. */
    readonly hours: { readonly day: Temporal.PlainDate | null; readonly closed: boolean };
    readonly knowledge: { readonly key: string };
  };

/** An answer from the business's data. */
export type Inform<Name extends keyof Answers = keyof Answers> = {
  readonly [Each in Name]: { readonly topic: Each } & Answers[Each];
}[Name];

type Acts = {
  readonly smallTalk: { readonly kind: SmallTalk; readonly name: string | null };
  readonly menu: unknown;
  readonly inform: { readonly about: Inform };
  /** Asked, and not in the business's data. */
  readonly missing: { readonly topic: Topic };
  readonly ask: { readonly slot: Asked; readonly options: readonly string[]; readonly wish: Wished };
  /** `near`: not what was wished for, but what comes nearest to it. */
  readonly offer: { readonly wish: Wished; readonly slots: readonly Slot[]; readonly near: boolean };
  readonly refuse: { readonly why: Obstacle; readonly wish: Wished };
  readonly confirm: { readonly proposal: OpenProposal; readonly again: boolean };
  readonly done: { readonly proposal: OpenProposal; readonly protocol: string; readonly again: boolean };
  readonly clarify: { readonly topic: Topic | null; readonly options: readonly string[] };
  readonly lost: unknown;
  readonly unreadable: { readonly what: string };
  /** `reopens`: when the doors open again, if they are closed now. */
  readonly handoff: { readonly reason: HandoffReason; readonly reopens: Temporal.ZonedDateTime | null };
};

/** One thing a reply does. Arguments are values of this turn, never prose; the catalogues turn each into a sentence. */
export type Act<Name extends keyof Acts = keyof Acts> = {
  readonly [Each in Name]: { readonly act: Each } & Acts[Each];
}[Name];

/** Something for each act. */
export type ByAct<Result> = { readonly [Name in keyof Acts]: (act: Act<Name>, business: Business) => Result };

/** Something for each answer. */
export type ByTopic<Result> = { readonly [Name in keyof Answers]: (about: Inform<Name>, business: Business) => Result };

/** What to say, before it is said: the acts in order, and the facts they may state. */
export type ReplyPlan = { readonly acts: readonly Act[]; readonly facts: readonly Fact[] };

/** Applies the one of a table that is for this act. */
export function forAct<Name extends keyof Acts, Result>(
  table: ByAct<Result>,
  act: Act<Name>,
  business: Business,
): Result {
  return table[act.act](act, business);
}

export function forTopic<Name extends keyof Answers, Result>(
  table: ByTopic<Result>,
  about: Inform<Name>,
  business: Business,
): Result {
  return table[about.topic](about, business);
}
