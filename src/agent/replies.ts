import type { Business } from '../business/business.ts';
import { tapsIn, wordsIn, type Content } from '../conversations/content.ts';
import { Fault } from '../platform/fault.ts';
import { forAct, forTopic, type Act, type ByAct, type ReplyPlan } from './act.ts';
import { catalogueEn } from './catalogue-en.ts';
import { catalogueEs } from './catalogue-es.ts';
import { cataloguePt } from './catalogue-pt.ts';
import type { Catalogue, Variants } from './catalogue.ts';
import { factsMissed } from './facts.ts';
import { mannered } from './manners.ts';
import { buttonsOf, limits, optionsOf, rowsOf } from './label.ts';
import type { Language } from './command.ts';

const catalogues: Readonly<Record<Language, Catalogue>> = { 'pt-BR': cataloguePt, es: catalogueEs, en: catalogueEn };

/** Meta's limits for a text, and for the body of a message with buttons or a list, in characters. */
const textMax = 4096;
const bodyMax = 1024;

/**
 * The plan in words: one message, or more where one cannot hold the text.
 *
 * @param seed picks among ways of saying the same; the next number says it another way
 * @throws Fault `agent.ungrounded`, when a sentence states what the plan does not prove
 */
export function phrase(plan: ReplyPlan, business: Business, seed: number): Content[] {
  const catalogue = catalogues[plan.language];
  const sayings = sayingsOf(catalogue);
  const parts = plan.acts.map((act) => {
    const text = variantOf(forAct(sayings, act, business), seed);
    return { act, text: mannered(text, plan.language, business) };
  });
  const asking = parts.findLast(({ act }) => optionsOf(act, business).length > 0);
  const contents = asking ? withOptions(parts, asking, catalogue, business) : textsOf(joined(parts));
  guard(contents, plan, business);
  return contents;
}

type Part = { readonly act: Act; readonly text: string };

/** Text and options in one message while the body holds both; else the text goes ahead and the question follows. */
function withOptions(parts: readonly Part[], asking: Part, catalogue: Catalogue, business: Business): Content[] {
  const whole = joined(parts);
  if (whole.length <= bodyMax) return [interactive(whole, asking.act, catalogue, business)];
  const ahead = joined(parts.filter((part) => part !== asking));
  const fits = asking.text.length <= bodyMax;
  const before = fits ? ahead : whole;
  const body = fits ? asking.text : catalogue.labels.open.choices;
  return [...textsOf(before), interactive(body, asking.act, catalogue, business)];
}

function interactive(text: string, act: Act, catalogue: Catalogue, business: Business): Content {
  const ids = optionsOf(act, business);
  if (ids.length <= limits.buttons) return { type: 'buttons', text, buttons: buttonsOf(act, ids, catalogue, business) };
  const rows = rowsOf(act, ids.slice(0, limits.rows), catalogue, business);
  return { type: 'list', text, label: openerOf(act, catalogue), rows };
}

function openerOf(act: Act, { labels }: Catalogue): string {
  if (act.act === 'offer') return labels.open.times;
  const isServices = act.act === 'inform' || (act.act === 'ask' && act.slot === 'service');
  return isServices ? labels.open.services : labels.open.choices;
}

function joined(parts: readonly Part[]): string {
  return parts
    .map(({ act, text }, index) => {
      if (index === parts.length - 1) return text;
      return text + (act.act === 'smallTalk' && act.kind === 'hello' ? '\n' : '\n\n');
    })
    .join('');
}

/** Cut at paragraphs, then at lines, into as many texts as it takes. */
function textsOf(text: string): Content[] {
  if (text.length <= textMax) return text === '' ? [] : [{ type: 'text', text }];
  const head = text.slice(0, textMax);
  const cut = [head.lastIndexOf('\n\n'), head.lastIndexOf('\n'), head.lastIndexOf(' ')].find((at) => at > 0) ?? textMax;
  return [{ type: 'text', text: text.slice(0, cut).trimEnd() }, ...textsOf(text.slice(cut).trimStart())];
}

function variantOf(variants: Variants, seed: number): string {
  return variants[Math.abs(Math.trunc(seed)) % variants.length] ?? variants[0];
}

/** How each act is said in a language. */
function sayingsOf(catalogue: Catalogue): ByAct<Variants> {
  return {
    ...catalogue,
    smallTalk: ({ kind, name }, business) => catalogue.smallTalk[kind](name, business),
    inform: ({ about }, business) => forTopic(catalogue.inform, about, business),
    missing: ({ topic }) => catalogue.missing[topic],
    ask: (act, business) => catalogue.ask[act.slot](act, business),
    refuse: (act, business) => catalogue.refuse[act.why](act, business),
    handoff: (act, business) => catalogue.handoff[act.reason](act, business),
  };
}

/** The last thing that happens to a reply before it goes out: what it states, the plan proves. */
function guard(contents: readonly Content[], { facts }: ReplyPlan, business: Business): void {
  const names = [...business.services, ...business.professionals].map(({ name }) => name);
  const missed = contents.flatMap((content) => factsMissed(allText(content), facts, [], names));
  // Which kinds only: a value may be a name or a phone number, and those are not for a log.
  if (missed.length > 0)
    throw new Fault('bug', 'agent.ungrounded', { kinds: missed.map((item) => item.split(':')[0]) });
}

function allText(content: Content): string {
  if (content.type === 'template') return content.text;
  const options = tapsIn(content).flatMap(({ title, description = '' }) => [uncut(title), uncut(description)]);
  return [wordsIn(content), 'label' in content ? content.label : '', ...options].join('\n');
}

/** What was cut states less than what it was cut from, which is checked where it stands whole. */
function uncut(title: string): string {
  return title.includes('…') ? '' : title;
}
