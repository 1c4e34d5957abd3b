import { z } from 'zod';
import { demoBusiness } from '../../src/business/demo.ts';
import { parseBusinessFile, type BusinessFile } from '../../src/business/file.ts';

/** A business as scenario files shorten it, or under `business` as an owner writes it (docs/business-file.md), or `demo`. */
const Short = z.object({
  now: z.string(),
  tz: z.string().default('America/Sao_Paulo'),
  tenant: z.string(),
  hours: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  services: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      price: z.number(),
      min: z.number(),
      pros: z.array(z.string()),
      synonyms: z.array(z.string()).default([]),
    }),
  ),
  policy: z.record(z.string(), z.unknown()).default({}),
  kb: z.array(z.string()).default([]),
});
const Whole = z.object({ now: z.string(), business: z.unknown() });
export const Fixture = z.union([Whole.required(), Short]);
export type Fixture = z.output<typeof Fixture>;

export type GivenBooking = {
  readonly service: string;
  readonly start: string;
  readonly contact: string;
  readonly name: string;
  readonly professional?: string;
};

/** The studio of the demo, where nobody has bookings but these. */
function withDemo(bookings: readonly GivenBooking[]): BusinessFile {
  const { services, timeZone, rules } = demoBusiness;
  const placed = bookings.flatMap(({ service: key, start: local, contact, name }) => {
    const service = services.find((each) => each.key === key);
    if (!service) return [];
    const start = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant();
    const [professional = ''] = service.professionals;
    const { minutes, priceCents } = service;
    const end = start.add({ minutes });
    const busyUntil = end.add({ minutes: service.bufferMinutes ?? rules.bufferMinutes });
    const whose = { name, contact: { userId: null, waId: contact } };
    return [{ service: key, professional, priceCents, start, end, busyUntil, ...whose }];
  });
  return { ...demoBusiness, bookings: placed };
}

/** Names that lose their accents in an id. */
const accented: Readonly<Record<string, string>> = { joao: 'João', zoe: 'Zoé', leo: 'Léo', andre: 'André' };

/** The business of a fixture, with these bookings in it, in the form of a business file. */
export function businessOfFixture(fixture: Fixture, bookings: readonly GivenBooking[]): BusinessFile {
  if ('business' in fixture && fixture.business === 'demo') return withDemo(bookings);
  const file = 'business' in fixture ? fixture.business : expanded(fixture);
  const own = z.looseObject({ bookings: z.array(z.unknown()).default([]) }).parse(file);
  return parseBusinessFile({ ...own, bookings: [...own.bookings, ...bookings] });
}

function expanded({ tz, tenant, hours, services, policy, kb }: z.output<typeof Short>): object {
  const keys = [...new Set(services.flatMap(({ pros }) => pros))];
  const number = (name: string) => z.number().nullable().default(null).parse(policy[name]);
  return {
    name: tenant,
    timeZone: tz,
    hours,
    address: kb.some((entry) => entry.startsWith('endereço')) ? 'Rua Exemplo, 10 – Bairro Fictício' : null,
    professionals: keys.map((id) => ({ id, name: accented[id] ?? `${id.slice(0, 1).toUpperCase()}${id.slice(1)}` })),
    services: services.map(({ min, pros, ...service }) => ({ ...service, minutes: min, professionals: pros })),
    payment: kb.flatMap((entry) => /^pagamento: (.*)/.exec(entry)?.[1]?.split(', ') ?? []),
    rules: { noticeMinutes: number('min_lead_min') ?? 0, horizonDays: number('horizon_days') ?? 60 },
    policies: {
      cancelNoticeHours: number('cancel_free_h'),
      rescheduleNoticeHours: number('reschedule_h'),
      reschedulesMax: number('reschedules_max'),
      lateToleranceMinutes: number('late_tolerance_min'),
    },
    knowledge: [...kb.flatMap(entryOf), ...offersIn(policy)],
  };
}

/** "estacionamento: não tem" answers a question; what is only a word answers none. */
function entryOf(entry: string): object[] {
  const [, topic, answer] = /^([^:]+): (.*)$/.exec(entry) ?? [];
  if (!topic || !answer || topic === 'pagamento') return [];
  return [{ question: `Tem ${topic}?`, answer: `Sobre ${topic}: ${answer}.` }];
}

/** An offer that the policy on discounts names in quotation marks is one that may be told. */
function offersIn({ discount }: Readonly<Record<string, unknown>>): object[] {
  return [
    ...z
      .string()
      .catch('')
      .parse(discount)
      .matchAll(/'([^']+)' R\$ ?(\d+)/g),
  ].map(([, name, reais]) => ({
    question: `Tem ${name}?`,
    answer: `Temos o ${name} por R$ ${reais},00.`,
  }));
}
