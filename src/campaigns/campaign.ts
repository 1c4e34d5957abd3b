import { z } from 'zod';
import { presentableName } from '../contacts/contact.ts';
import type { Template } from '../conversations/content.ts';
import { costOf, priceOf, type BillPrices } from '../whatsapp/bill.ts';
import { metaCodeOf, remedyOf } from '../whatsapp/remedy.ts';
import { problemOfTemplate, wordsOfTemplate, type Definition, type TemplateWords } from '../whatsapp/template.ts';

export const CampaignId = z.uuid().brand<'CampaignId'>();
export type CampaignId = z.output<typeof CampaignId>;

/** Why a campaign rests. All but `person` are told by alerts as well. */
export type PausedFor = 'person' | 'template' | 'number' | 'refused' | 'budget';

/** What stands in a gap of the text; a first name is somebody's own, `otherwise` stands for who has none we can use. */
type Fill =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'firstName'; readonly otherwise: string };

type Said = {
  readonly template: { readonly name: string; readonly language: string };
  readonly fills: readonly Fill[];
};

/** When it may send, by the wall clock of the business: `09:00`, and weekdays of which 1 is Monday. */
type Hours = { readonly from: string; readonly to: string; readonly weekdays: readonly number[] };

/** May it send now? From the first minute on, up to but without the last. */
export function isWithin({ from, to, weekdays }: Hours, timeZone: string, now: Temporal.Instant): boolean {
  const local = now.toZonedDateTimeISO(timeZone);
  const clock = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return weekdays.includes(local.dayOfWeek) && from <= clock && clock < to;
}

/** What one contact gets. */
export function messageFor({ template, fills }: Said, { body, gaps }: TemplateWords, name: string | null): Template {
  const values = fills.map((fill) => (fill.kind === 'text' ? fill.text : (firstNameIn(name) ?? fill.otherwise)));
  const isCounted = gaps.every((gap) => /^\d+$/.test(gap));
  return {
    type: 'template',
    ...template,
    body: values,
    ...(isCounted ? {} : { names: gaps }),
    // Without an id of ours a quick reply says its title, and the agent reads that.
    buttons: [],
    text: body.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (gap, key: string) => values[gaps.indexOf(key)] ?? gap),
  };
}

const firstNameIn = (name: string | null) => presentableName(name ?? '')?.split(' ')[0] ?? null;

/**
 * Can it be sent like this? Not when Meta would refuse the template, nor before its account's templates were read.
 *
 * @param definition as the registry has it; `null` or `undefined`: it has none
 */
export function isSendable(said: Said, definition: Definition | null | undefined): boolean {
  if (!definition) return false;
  return problemOfTemplate(messageFor(said, wordsOfTemplate(definition.components), null), definition) === null;
}

/** Can a campaign use this template, if its gaps are filled in? One that wants a picture or a coupon it cannot. */
export function isUsable(name: string, language: string, definition: Definition): boolean {
  const { gaps } = wordsOfTemplate(definition.components);
  const fills = gaps.map(() => ({ kind: 'text' as const, text: 'x' }));
  return isSendable({ template: { name, language }, fills }, definition);
}

/** Did Meta say of one of these that it would say it of all that follow? */
export function isRefused(errorCodes: readonly string[]): boolean {
  return errorCodes.some((error) => {
    const code = metaCodeOf(error);
    return code !== null && ['stopTemplate', 'bug'].includes(remedyOf(code));
  });
}

/**
 * What it will cost if everybody gets it, by a price file that is nobody's promise.
 *
 * @param category in Meta's words: `MARKETING`
 * @param markets the country of each who gets it
 */
export function estimateOf(
  prices: BillPrices,
  category: string,
  markets: readonly string[],
): { readonly currency: string; readonly amount: number; readonly unpriced: number } {
  const charges = [...Map.groupBy(markets, (market) => market)].map(([market, each]) => ({
    day: '',
    market,
    category: category.toLowerCase(),
    type: 'regular',
    messages: each.length,
  }));
  return {
    currency: prices.currency,
    amount: sum(charges.map((charge) => costOf(prices, charge))),
    unpriced: sum(charges.filter((charge) => priceOf(prices, charge) === null).map(({ messages }) => messages)),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
