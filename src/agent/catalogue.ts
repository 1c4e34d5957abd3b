import type { Act, Asked, ByAct, ByTopic, Obstacle, SmallTalk } from './act.ts';
import type { Business } from '../business/business.ts';
import type { HandoffReason, Topic } from './command.ts';
import type { MenuEntry, OwnVerb } from './option.ts';
import type { OpenProposal } from './state.ts';
import type { Words } from './words.ts';

/** Ways of saying the same; at least one. */
export type Variants = readonly [string, ...string[]];

/** Says something about a business. */
type Say<Argument> = (argument: Argument, business: Business) => Variants;

/** All that a language must be able to say: it does not compile while an act, a refusal or a topic lacks its sentence. */
export type Catalogue = Pick<
  ByAct<Variants>,
  | 'menu'
  | 'offer'
  | 'skipped'
  | 'confirm'
  | 'done'
  | 'bookings'
  | 'late'
  | 'waiting'
  | 'attended'
  | 'data'
  | 'remind'
  | 'followUp'
  | 'freed'
  | 'clarify'
  | 'lost'
  | 'unreadable'
  | 'seen'
> & {
  readonly words: Words;
  readonly smallTalk: Readonly<Record<SmallTalk, Say<string | null>>>;
  readonly inform: ByTopic<Variants>;
  readonly missing: Readonly<Record<Topic, Variants>>;
  readonly ask: Readonly<Record<Asked, Say<Act<'ask'>>>>;
  readonly refuse: Readonly<Record<Obstacle, Say<Act<'refuse'>>>>;
  readonly handoff: Readonly<Record<HandoffReason, Say<Act<'handoff'>>>>;
  readonly labels: Labels;
};

type ByDeed = Readonly<Record<OpenProposal['act'], string>>;

/** Titles of buttons, at most 20 characters, and of rows, at most 24. */
export type Labels = {
  /** The three buttons under a summary, by what a yes would do. */
  readonly confirm: ByDeed;
  readonly change: ByDeed;
  readonly cancel: ByDeed;
  readonly own: Readonly<Record<OwnVerb, string>>;
  readonly stars: (stars: number) => string;
  readonly erase: string;
  readonly notErase: string;
  readonly habit: string;
  readonly edit: Readonly<Record<'service' | 'when' | 'name', string>>;
  readonly menu: Readonly<Record<MenuEntry, string>>;
  readonly more: string;
  /** What opens a list message, at most 20 characters. */
  readonly open: Readonly<Record<'services' | 'times' | 'choices', string>>;
  readonly with: (professional: string) => string;
};
