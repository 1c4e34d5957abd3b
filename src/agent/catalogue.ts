import type { Act, Asked, ByAct, ByTopic, Obstacle, SmallTalk, Wished } from './act.ts';
import type { Business } from '../business/business.ts';
import type { HandoffReason, Topic } from './command.ts';
import type { MenuEntry } from './option.ts';
import type { Words } from './words.ts';

/** Ways of saying the same; at least one. */
export type Variants = readonly [string, ...string[]];

/** Says something about a business. */
type Say<Argument> = (argument: Argument, business: Business) => Variants;

/** All that a language must be able to say: it does not compile while an act, a refusal or a topic lacks its sentence. */
export type Catalogue = Pick<
  ByAct<Variants>,
  'menu' | 'offer' | 'confirm' | 'done' | 'clarify' | 'lost' | 'unreadable'
> & {
  readonly words: Words;
  readonly smallTalk: Readonly<Record<SmallTalk, Say<string | null>>>;
  readonly inform: ByTopic<Variants>;
  readonly missing: Readonly<Record<Topic, Variants>>;
  readonly ask: Readonly<Record<Asked, Say<Act<'ask'>>>>;
  readonly refuse: Readonly<Record<Obstacle, Say<Wished>>>;
  readonly handoff: Readonly<Record<HandoffReason, Say<Act<'handoff'>>>>;
  readonly labels: Labels;
};

/** Titles of buttons, at most 20 characters, and of rows, at most 24. */
export type Labels = {
  readonly confirm: string;
  readonly change: string;
  readonly cancel: string;
  readonly edit: Readonly<Record<'service' | 'when' | 'name', string>>;
  readonly menu: Readonly<Record<MenuEntry, string>>;
  readonly more: string;
  /** What opens a list message, at most 20 characters. */
  readonly open: Readonly<Record<'services' | 'times' | 'choices', string>>;
  readonly with: (professional: string) => string;
};
