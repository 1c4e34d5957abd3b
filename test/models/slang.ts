import { fold } from '../../src/language/normalise.ts';
import { commands, pictureIn, sees, talkIn, turnIn, worded, wordingIn, type Turn } from './asked.ts';
import type { Play, Player } from './server.ts';

/*
 * A model that knows a little slang, as a real one knows a lot: what no rule and no list of synonyms of the demo business
 * has. It shows on the phone page what a model is for.
 */

/** What is said of the body, and in the name of which service it is meant. */
const parts: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:juba|melenas?|cabeleira|pontas?)\b/, /corte/],
  [/\b(?:cara|face|espinhas?|cravos?)\b/, /limpeza/],
  [/\b(?:garras?|maos? de fada)\b/, /manicure/],
  [/\b(?:patas?|pezinhos?)\b/, /pedicure/],
  [/\b(?:taturanas?|monocelha)\b/, /sobrancelha/],
  [/\b(?:moida|quebrada|so o po|nos nas costas)\b/, /massagem/],
];
const price = /\b(?:preju|facada|morde|doi no bolso|sai por quanto|paulada)\b/;
const length = /\b(?:perco a tarde|prende muito tempo|fico ai quanto|enrola muito)\b/;
const booking = /\b(?:trato|guaribada|jeito|grau|salva|socorro|me encaixa)\b/;
const place = /\b(?:onde (?:e que )?fica o point|me acho ai|chego ai como)\b/;
const moods: readonly (readonly [RegExp, string])[] = [
  [/\b(?:valeu|tmj|vlw|brigadao|demais)\b/, 'thank'],
  [/\b(?:fui|flw|falou)\b/, 'bye'],
  [/\b(?:e ai|salve|iae|suave)\b/, 'greet'],
];
const days =
  /\b(?:hoje|amanh[ãa]|segunda|ter[çc]a|quarta|quinta|sexta|s[áa]bado)\b(?:.{0,12}?\d{1,2}\s?(?:h|:\d\d)\w*)?/i;

const nowhere = { date: null, dateTo: null, time: null, timeTo: null };

export const slang: Player = (asked) => {
  const wording = wordingIn(asked);
  if (wording) return worded(`Claro! ${wording.text}`, wording.cites);
  const looked = pictureIn(asked);
  if (looked) return sees('Um corte de cabelo.', looked.find(({ name }) => /corte/i.test(name))?.ref ?? null);
  const talk = talkIn(asked);
  if (talk) return summed(talk.messages);
  const turn = turnIn(asked);
  return turn ? commands(...meant(turn)) : { kind: 'status', status: 400 };
};

function summed(messages: readonly { readonly from: string; readonly text: string }[]): Play {
  const [latest = ''] = messages.flatMap(({ from, text }) => (from === 'contact' ? [text] : [])).slice(-1);
  const wants = `Escreveu por último: “${latest.slice(0, 80)}”`;
  return { kind: 'text', text: JSON.stringify({ wants, known: [], tried: '', mood: '' }) };
}

function meant(turn: Turn): object[] {
  const said = turn.messages.join(' ');
  const plain = fold(said);
  const services = servicesMeant(plain, turn);
  const refs = services.map(({ ref }) => ref);
  const asks = (topic: string) => [{ kind: 'ask', topic, refs, words: null, ...nowhere }];
  if (price.test(plain)) return asks(refs.length > 0 ? 'price' : 'prices');
  if (length.test(plain)) return asks('duration');
  if (place.test(plain)) return asks('address');
  const wishes = [
    ...services.map(({ ref, words }) => ({ kind: 'set', slot: 'service', ref, words })),
    ...(days.exec(said) ?? []).slice(0, 1).map((words) => ({ kind: 'set', slot: 'when', words, ...nowhere })),
  ];
  const starts = booking.test(plain) && turn.state.flow !== 'book' ? [{ kind: 'start', flow: 'book' }] : [];
  if (starts.length > 0 || (services.length > 0 && turn.state.flow === 'book')) return [...starts, ...wishes];
  const mood = moods.find(([pattern]) => pattern.test(plain));
  return [mood ? { kind: 'chitchat', talk: mood[1] } : { kind: 'unknown' }];
}

function servicesMeant(plain: string, { business }: Turn): { readonly ref: string; readonly words: string }[] {
  return parts.flatMap(([pattern, name]) => {
    const words = pattern.exec(plain)?.[0];
    const ref = business.services.find((service) => name.test(fold(service.name)))?.ref;
    return words !== undefined && ref !== undefined ? [{ ref, words }] : [];
  });
}
