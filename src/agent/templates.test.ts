import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import type { OwnBooking } from '../bookings/booking.ts';
import type { Business } from '../business/business.ts';
import type { Language } from './command.ts';
import { keep, emptyAgenda, type Ledger } from './ledger.ts';
import { freshState } from './state.ts';
import { registered } from './testing.job.ts';
import { barber, proposalFor, studio } from './testing.ts';
import { followingUp, offeringFreed, reminding, wordsOf, type Unasked } from './unasked.ts';

const now = Temporal.Instant.from('2026-11-24T13:20:00Z');
const languages: readonly Language[] = ['pt-BR', 'es', 'en'];

function bookingIn(business: Business): OwnBooking {
  const memory: Ledger = { business, agenda: emptyAgenda, own: [], bookings: [] };
  return keep(proposalFor(business, business.services[0]?.key ?? '', '2026-11-26T14:00'), memory);
}

/** All that may be said unasked, in a language. */
function sayings(business: Business, language: Language): Unasked[] {
  const [state, booking, present] = [{ ...freshState, language }, bookingIn(business), { business, now }];
  return [
    reminding(state, booking, present),
    followingUp(state, booking, present),
    offeringFreed(state, booking, present),
  ];
}

/** The manners a business may have, in turn. */
const manners = (['formal', 'informal'] as const).flatMap((tone) =>
  [true, false].map((emoji) => ({ tone, emoji, language: 'auto' as const })),
);

/** What goes out when the window is shut is the registered sentence with its gaps filled, and nothing else. */
function isRegistered(unasked: Unasked, business: Business): void {
  const [template, ...more] = wordsOf(unasked, business, { isOpen: false, templates: registered });
  assert(template?.type === 'template' && more.length === 0);
  const { name, language, body } = template;
  assert.equal(language, unasked.state.language.replace('-', '_'));
  const sentence = registered.find((each) => each.name === name && each.language === language);
  const filled = sentence?.body.replaceAll(/\{\{(\d)\}\}/g, (_, number) => body[Number(number) - 1] ?? '');
  assert.equal(filled, template.text);
}

it('has a template for everything that is said unasked, in the very words, in each language and with any manners', () => {
  const businesses = [studio, barber, { ...barber, address: null }].flatMap((business) =>
    manners.map((style) => ({ ...business, style })),
  );
  for (const business of businesses)
    for (const language of languages)
      for (const unasked of sayings(business, language)) isRegistered(unasked, business);
});

it('registers only what Meta takes', () => {
  for (const { name, body, buttons } of registered) {
    assert.match(name, /^[a-z0-9_]{1,512}$/);
    assert(body.length <= 1024 && !/^\{\{|\}\}$|\}\}\s*\{\{/.test(body), body);
    assert(buttons.length <= 10 && new Set(buttons).size === buttons.length);
    for (const title of buttons) assert(title.length <= 25 && !/\p{Extended_Pictographic}(?<!\d)/u.test(title), title);
  }
});

it('is written down for who registers it, word for word', () => {
  const page = readFileSync(new URL('../../docs/templates.md', import.meta.url), 'utf8');
  for (const { name, language, body, buttons } of registered) {
    const entry = page.split(/^### /m).find((each) => each.startsWith(`\`${name}\` (${language})`));
    assert(entry, `${name} (${language}) is not in docs/templates.md`);
    assert(entry.includes(`\n${body}\n`), `docs/templates.md does not say:\n${body}`);
    assert(entry.includes(buttons.join(' · ')), `docs/templates.md has other buttons than ${buttons.join(' · ')}`);
  }
});
