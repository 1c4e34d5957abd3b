import type { Business } from '../business/business.ts';
import type { Command, EntityRef } from './command.ts';
import { professionalName, serviceOf } from './lookup.ts';
import type { Wish } from './wish.ts';
import { clockOf, dateOf } from './words.ts';

/** What a command asks for, as the desk names it (`ask:price`), and what about, in words of the business. */
export type HeardAs = { readonly name: string; readonly about: string[] };

/** Of each command the field that says which of its kind it is. */
const sorts = new Set(['flow', 'slot', 'topic', 'reason', 'request', 'talk']);

export function heardAs(command: Command, business: Business): HeardAs {
  const sort = Object.entries(command).find(([key, value]) => sorts.has(key) && value !== null)?.[1];
  const name = typeof sort === 'string' ? `${command.kind}:${sort}` : command.kind;
  return { name, about: aboutOf(command, business).filter((each) => each !== '') };
}

function aboutOf(command: Command, business: Business): string[] {
  if (command.kind === 'ask') return command.about.flatMap((each) => nameOf(each, business));
  if (command.kind === 'clarify') return command.options.flatMap((each) => nameOf(each, business));
  const isFilling = command.kind === 'set' || command.kind === 'correct' || command.kind === 'add';
  return isFilling ? filled(command, business) : [];
}

function filled(command: Extract<Command, { slot: string }>, business: Business): string[] {
  if (command.slot === 'service') return [serviceOf(business, command.value)?.name ?? ''];
  if (command.slot === 'professional') return [professionalName(business, command.value) ?? ''];
  if (command.slot === 'when') return whenOf(command.value);
  return typeof command.value === 'object' ? [] : [String(command.value)];
}

function nameOf(entity: EntityRef, business: Business): string[] {
  switch (entity.kind) {
    case 'service':
      return [serviceOf(business, entity.id)?.name ?? ''];
    case 'professional':
      return [professionalName(business, entity.id) ?? ''];
    case 'knowledge':
      return [business.knowledge.find(({ key }) => key === entity.key)?.question ?? ''];
    case 'when':
      return whenOf(entity.wish);
  }
}

/** One day and one time; a wish that is wider says itself in the reply. */
function whenOf({ date, time }: Wish): string[] {
  return [date?.kind === 'day' ? dateOf(date.day) : '', time?.kind === 'at' ? clockOf(time.time) : ''];
}
