import type { OwnBooking, Refusal } from '../bookings/booking.ts';
import type { Visit } from '../bookings/visits.ts';
import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import type { HandoffReason, Language, Topic } from './command.ts';
import type { Fact } from './facts.ts';
import type { OpenProposal } from './state.ts';

/** Why a wish cannot be met: what the calendar or a rule refuses, and what no calendar could grant. */
export type Obstacle =
  | Refusal
  | 'outside_hours'
  | 'no_slots'
  | 'impossible'
  | 'not_performed'
  /** What is wished for is the contact's own booking already. */
  | 'yours'
  /** There is no booking to move, cancel or be late for. */
  | 'no_booking';

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
  /** Nothing was moved or cancelled: the booking stays. */
  | 'kept'
  /** A flow of an earlier day goes on. */
  | 'resumed'
  | 'expired'
  /** One of several sessions is booked, and the next is asked for. */
  | 'nextSession'
  | 'rated'
  | 'ratedLow'
  | 'optedOut'
  | 'optedIn'
  /** They agreed to get campaigns. */
  | 'newsOn'
  /** What we know of the contact will be erased. */
  | 'erasing'
  | 'notErased';

/** What a question asks for; `booking` and `person` offer one, `exception` offers a person where a rule stands in the way. */
export type Asked =
  | 'service'
  /** What they usually want, or something else? */
  | 'habit'
  | 'date'
  | 'half'
  | 'conflict'
  | 'name'
  | 'change'
  | 'booking'
  | 'person'
  | 'exception'
  /** Which of the contact's bookings. */
  | 'which'
  /** To which day the booking moves. */
  | 'newDate'
  | 'erase';

/** A wish as far as it is known. */
export type Wished = {
  readonly service: ServiceId | null;
  /** Further services of the same visit. */
  readonly more: readonly ServiceId[];
  readonly people: number;
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
    readonly compare: { readonly services: readonly ServiceId[] };
    readonly services: { readonly page: number };
    /** `day`: one day was asked about; `closed`: whatever the week says, the doors are shut on it. */
    readonly hours: { readonly day: Temporal.PlainDate | null; readonly closed: boolean };
    readonly today: { readonly at: Temporal.ZonedDateTime };
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
  /** `about`: the booking that is spoken of. */
  readonly ask: {
    readonly slot: Asked;
    readonly options: readonly string[];
    readonly wish: Wished;
    readonly about: readonly OwnBooking[];
  };
  /** `near`: not what was wished for, but what comes nearest to it. `waits`: the waitlist is offered beside. */
  readonly offer: {
    readonly wish: Wished;
    readonly visits: readonly Visit[];
    readonly near: boolean;
    readonly waits: boolean;
  };
  readonly refuse: { readonly why: Obstacle; readonly wish: Wished; readonly booking: OwnBooking | null };
  /** Of a series, the days that cannot be had. */
  readonly skipped: { readonly starts: readonly Temporal.Instant[] };
  readonly confirm: { readonly proposal: OpenProposal; readonly again: boolean };
  /** `link`: where the booking can be put into a calendar. */
  readonly done: {
    readonly proposal: OpenProposal;
    readonly protocols: readonly string[];
    readonly again: boolean;
    readonly link: string | null;
  };
  /** The contact's bookings ahead; none is said too. */
  readonly bookings: { readonly bookings: readonly OwnBooking[] };
  /** `minutes`: how late, if they said it. */
  readonly late: { readonly booking: OwnBooking; readonly minutes: number | null };
  readonly waiting: {
    readonly wish: Wished;
    readonly from: Temporal.PlainDate;
    readonly to: Temporal.PlainDate;
  };
  readonly attended: { readonly booking: OwnBooking };
  /** What we know of the contact. */
  readonly data: { readonly name: string | null; readonly bookings: readonly OwnBooking[] };
  readonly clarify: { readonly topic: Topic | null; readonly options: readonly string[] };
  /** `isElse`: what they wrote is none of the business's matters. */
  readonly lost: { readonly isElse?: boolean };
  readonly unreadable: { readonly what: string };
  /** What their picture seems to be about. */
  readonly seen: { readonly service: ServiceId };
  /** `reopens`: when the doors open again, if they are closed now. */
  readonly handoff: { readonly reason: HandoffReason; readonly reopens: Temporal.ZonedDateTime | null };
  /** Said without being asked: before a visit, after it, and when a slot became free that was waited for. */
  readonly remind: { readonly booking: OwnBooking };
  readonly followUp: { readonly booking: OwnBooking };
  readonly freed: { readonly service: ServiceId; readonly visit: Visit };
};

/** One thing a reply does. Arguments are values of this turn, never prose; the catalogues turn each into a sentence. */
export type Act<Name extends keyof Acts = keyof Acts> = {
  readonly [Each in Name]: { readonly act: Each } & Acts[Each];
}[Name];

/** Something for each act. */
export type ByAct<Result> = { readonly [Name in keyof Acts]: (act: Act<Name>, business: Business) => Result };

/** Something for each answer. */
export type ByTopic<Result> = { readonly [Name in keyof Answers]: (about: Inform<Name>, business: Business) => Result };

/** What to say, before it is said: the acts in order, the facts they may state, and the language. */
export type ReplyPlan = {
  readonly acts: readonly Act[];
  readonly facts: readonly Fact[];
  readonly language: Language;
};

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
