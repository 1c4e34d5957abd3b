import { z } from 'zod';
import { ProfessionalId, ServiceId, type Business, type KnowledgeEntry, type OpeningHours } from './business.ts';
import { slugOf } from './file.ts';
import { FileShape } from './file-shape.ts';
import { Week } from './week.ts';

const Text = z.string().trim().min(1, 'must not be empty');

export const ServiceEdit = z.object({
  name: Text.max(80),
  minutes: z.int().min(5, 'must be 5 to 1440 minutes').max(1440, 'must be 5 to 1440 minutes'),
  priceCents: z.int().min(0, 'must be at least 0').max(100_000_000),
  description: z.string().trim().max(1000).default(''),
  synonyms: z.array(Text.max(80)).max(50).default([]),
  professionals: z.array(ProfessionalId).min(1, 'must name at least one'),
});
export const KnowledgeEdit = z.object({ question: Text.max(300), answer: Text.max(2000) });
/** `null`: the business's own. */
export const HoursEdit = z.object({ professional: ProfessionalId.nullable().default(null), week: Week });

const { style, rules, policies, notices } = FileShape.shape;
const several = <Item extends z.ZodType>(item: Item) => z.array(item).max(100).prefault([]);

/** What stands in forms and is not saved yet, each part as it would be saved. A `null` id or key: it is new. */
export const Edits = z.object({
  services: several(ServiceEdit.extend({ id: ServiceId.nullable() })),
  /** Services to be taken off the list. */
  retired: several(ServiceId),
  hours: several(HoursEdit),
  knowledge: several(KnowledgeEdit.extend({ key: z.string().nullable() })),
  /** Keys of entries to be dropped. */
  forgotten: several(z.string()),
  style: style.unwrap().optional(),
  rules: rules.unwrap().optional(),
  policies: policies.unwrap().optional(),
  notices: notices.unwrap().optional(),
});
export type Edits = z.output<typeof Edits>;

/** The business as it would be once all of this is saved; or what an edit names and the business has not. */
export function edited(business: Business, edits: Edits): Business | 'unknown' | 'unknown_professional' {
  const people = new Set(business.professionals.map(({ id }) => id));
  const named = [
    ...edits.services.flatMap(({ professionals }) => professionals),
    ...edits.hours.flatMap(({ professional }) => professional ?? []),
  ];
  if (!named.every((id) => people.has(id))) return 'unknown_professional';
  const isKnown =
    edits.services.every(({ id }) => id === null || business.services.some((service) => service.id === id)) &&
    edits.knowledge.every(({ key }) => key === null || business.knowledge.some((entry) => entry.key === key));
  if (!isKnown) return 'unknown';
  return {
    ...business,
    services: servicesAfter(business, edits),
    hours: hoursAfter(business, edits),
    knowledge: knowledgeAfter(business, edits),
    style: edits.style ?? business.style,
    rules: edits.rules ?? business.rules,
    policies: edits.policies ?? business.policies,
    notices: edits.notices ?? business.notices,
  };
}

function servicesAfter({ services, professionals }: Business, edits: Edits): Business['services'] {
  const inOrder = (who: readonly ProfessionalId[]) =>
    professionals.map(({ id }) => id).filter((id) => who.includes(id));
  const after = services.map((service) => {
    const edit = edits.services.find(({ id }) => id === service.id);
    return edit ? { ...service, ...edit, id: service.id, professionals: inOrder(edit.professionals) } : service;
  });
  const fresh = edits.services
    .filter(({ id }) => id === null)
    .map((edit, index) => ({
      ...edit,
      id: ServiceId.parse(`00000003-0000-4000-8000-${String(index).padStart(12, '0')}`),
      key: slugOf(edit.name),
      professionals: inOrder(edit.professionals),
      resources: [],
      bufferMinutes: null,
    }));
  return [...after.filter(({ id }) => !edits.retired.includes(id)), ...fresh];
}

function hoursAfter({ hours }: Business, edits: Edits): readonly OpeningHours[] {
  const replaced = new Set(edits.hours.map(({ professional }) => professional));
  return [
    ...hours.filter(({ professional }) => !replaced.has(professional)),
    ...edits.hours.flatMap(({ professional, week }) => week.map((span) => ({ professional, ...span }))),
  ].toSorted((a, b) => a.weekday - b.weekday || Temporal.PlainTime.compare(a.opens, b.opens));
}

function knowledgeAfter({ knowledge }: Business, edits: Edits): readonly KnowledgeEntry[] {
  const after = knowledge.map(({ key, ...entry }) => {
    const { question, answer } = edits.knowledge.find((edit) => edit.key === key) ?? entry;
    return { key, question, answer };
  });
  const fresh = edits.knowledge.flatMap(({ key, question, answer }, index) =>
    key === null ? [{ key: `new-${index}`, question, answer }] : [],
  );
  return [...after.filter(({ key }) => !edits.forgotten.includes(key)), ...fresh];
}
