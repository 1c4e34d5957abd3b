import type { z } from 'zod';
import { Fault } from '../platform/fault.ts';
import { isBefore, type Interval } from '../platform/time.ts';
import type { KnowledgeEntry, Resource, WeeklyTimeOff } from './business.ts';
import { placed, type FileBooking, type FileService, type Problem } from './file-bookings.ts';
import { FileShape } from './file-shape.ts';
import { instantOf } from './hours.ts';
import type { WeekSpan } from './week.ts';

/** A business as its owner writes it down (docs/business-file.md), read and checked. Keys stand where ids will be. */
export type BusinessFile = Omit<
  FileShape,
  'professionals' | 'services' | 'resources' | 'knowledge' | 'timeOff' | 'weeklyTimeOff' | 'bookings'
> & {
  /** Never empty. */
  readonly professionals: readonly FileProfessional[];
  readonly services: readonly FileService[];
  readonly resources: readonly FileResource[];
  readonly knowledge: readonly KnowledgeEntry[];
  readonly timeOff: readonly FileTimeOff[];
  readonly weeklyTimeOff: readonly FileWeeklyTimeOff[];
  readonly bookings: readonly FileBooking[];
};

/** Without hours of their own (`[]`), the business's are theirs. */
type FileProfessional = { readonly key: string; readonly name: string; readonly hours: readonly WeekSpan[] };

type FileResource = Omit<Resource, 'id'>;

/** `null`: the whole business. */
type FileTimeOff = Interval & { readonly professional: string | null; readonly reason: string };

type FileWeeklyTimeOff = Omit<WeeklyTimeOff, 'professional'> & {
  readonly professional: string | null;
  readonly reason: string;
};

const Linked = FileShape.transform((shape, context): BusinessFile => {
  const problem: Problem = (path, message) => context.addIssue({ code: 'custom', path, message });
  if (shape.city !== null && shape.state === null)
    problem(['state'], 'is missing: there are cities of one name in several');
  for (const [index, { id }] of shape.resources.entries())
    if (shape.resources.findIndex((other) => other.id === id) < index)
      problem(['resources', index, 'id'], `is "${id}" for the second time`);
  const professionals = professionalsOf(shape, problem);
  const services = servicesOf(shape, professionals, problem);
  return {
    ...shape,
    professionals,
    services,
    resources: shape.resources.map(({ id, ...resource }) => ({ key: id, ...resource })),
    knowledge: knowledgeOf(shape, problem),
    timeOff: timeOffOf(shape, professionals, problem),
    weeklyTimeOff: weeklyTimeOffOf(shape, professionals, problem),
    bookings: placed(shape, services, problem),
  };
});

/**
 * Reads a business file.
 *
 * @throws Fault `business_file.invalid`; its `sentence` names each field that is wrong and the rule it breaks
 */
export function parseBusinessFile(value: unknown): BusinessFile {
  const parsed = Linked.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const sentences = new Set(parsed.error.issues.flatMap(sentencesOf));
  throw new Fault('permanent', 'business_file.invalid', { sentence: `${[...sentences].join('; ')}.` });
}

function professionalsOf({ professionals }: FileShape, problem: Problem): FileProfessional[] {
  if (professionals.length === 0) return [{ key: 'equipe', name: 'Equipe', hours: [] }];
  for (const [index, { id }] of professionals.entries())
    if (professionals.findIndex((other) => other.id === id) < index)
      problem(['professionals', index, 'id'], `is "${id}" for the second time`);
  return professionals.map(({ id, name, hours = [] }) => ({ key: id, name, hours }));
}

function servicesOf(
  { services, resources }: FileShape,
  team: readonly FileProfessional[],
  problem: Problem,
): FileService[] {
  const all = services.map(({ id, price, professionals = team.map(({ key }) => key), ...service }) => ({
    ...service,
    key: id ?? slugOf(service.name),
    priceCents: price,
    professionals: [...new Set(professionals)],
    resources: [...new Set(service.resources)],
  }));
  for (const [index, { key, professionals }] of all.entries()) {
    if (key === '') problem(['services', index, 'id'], 'is missing, and the name has no letters to make one of');
    else if (all.findIndex((other) => other.key === key) < index)
      problem(
        ['services', index, 'id'],
        `is "${key}" for the second time (where it is not written it comes from the name)`,
      );
    for (const [place, id] of professionals.entries())
      if (!team.some((professional) => professional.key === id))
        problem(['services', index, 'professionals', place], `is "${id}", but no professional has this id`);
    for (const [place, id] of (services[index]?.resources ?? []).entries())
      if (!resources.some((resource) => resource.id === id))
        problem(['services', index, 'resources', place], `is "${id}", but no resource has this id`);
  }
  return all;
}

function timeOffOf(
  { timeOff, timeZone }: FileShape,
  team: readonly FileProfessional[],
  problem: Problem,
): FileTimeOff[] {
  return timeOff.map(({ professional = null, from, to = from, reason }, index) => {
    const start = instantOf(Temporal.PlainDateTime.from(from), timeZone);
    const isWholeDay = !to.includes('T');
    const end = instantOf(Temporal.PlainDateTime.from(to).add({ days: isWholeDay ? 1 : 0 }), timeZone);
    if (professional !== null && !team.some(({ key }) => key === professional))
      problem(['timeOff', index, 'professional'], `is "${professional}", but no professional has this id`);
    if (!isBefore(start, end)) problem(['timeOff', index, 'to'], 'must be after from');
    return { professional, start, end, reason };
  });
}

function weeklyTimeOffOf(
  { weeklyTimeOff }: FileShape,
  team: readonly FileProfessional[],
  problem: Problem,
): FileWeeklyTimeOff[] {
  return weeklyTimeOff.flatMap(({ professional = null, hours, reason, ...dates }, index) => {
    if (professional !== null && !team.some(({ key }) => key === professional))
      problem(['weeklyTimeOff', index, 'professional'], `is "${professional}", but no professional has this id`);
    const [from, to] = [dates.from, dates.to].map((date) =>
      date === undefined ? null : Temporal.PlainDate.from(date),
    );
    if (from && to && Temporal.PlainDate.compare(to, from) < 0)
      problem(['weeklyTimeOff', index, 'to'], 'must not be before from');
    const valid = { from: from ?? null, to: to ?? null };
    return hours.map(({ weekday, opens, closes }) => ({
      professional,
      weekday,
      starts: opens,
      ends: closes,
      ...valid,
      reason,
    }));
  });
}

function knowledgeOf({ knowledge }: FileShape, problem: Problem): KnowledgeEntry[] {
  const all = knowledge.map((entry, index) => ({ ...entry, key: slugOf(entry.question) || `entry-${index + 1}` }));
  for (const [index, { key }] of all.entries())
    if (all.findIndex((other) => other.key === key) < index)
      problem(['knowledge', index, 'question'], 'is asked by an entry above already');
  return all;
}

/** `Corte + barba` is `corte-barba`. */
export function slugOf(name: string): string {
  const letters = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return letters.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}

function sentencesOf(issue: z.core.$ZodIssue): string[] {
  const field = issue.path.map(stepIn).join('').replace(/^\./, '') || 'the file';
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${field} has an unknown field "${key}"`);
  const isAbsent = /^invalid_(type|union)$/.test(issue.code) && issue.input === undefined;
  return [`${field} ${isAbsent ? 'is missing' : issue.message}`];
}

/** `[2]`, `.price` or `["mon-fri"]`. */
function stepIn(step: PropertyKey): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^\w+$/.test(String(step)) ? `.${String(step)}` : `["${String(step)}"]`;
}
