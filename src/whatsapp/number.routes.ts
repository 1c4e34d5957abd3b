import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { shownPhone } from '../platform/phone.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { isBefore, type Clock } from '../platform/time.ts';
import { inWords } from './checkup-words.ts';
import type { Finding } from './checkup.ts';
import { FindingView, NumberView, type ToldView } from './number.view.ts';
import { numbersOf, saidSinceQuery, type NumberRow, type ToldRow } from './standing-list.store.ts';
import type { AskedNumber } from './standing.store.ts';
import { concernsOf, holdCauseOf, lightOf, type Standing } from './standing.ts';

export type NumberDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** What the month of each number of a business costs; nothing without prices. */
  readonly monthCosts: (business: BusinessId) => Promise<ReadonlyMap<string, NumberView['month']>>;
  /** Asks Meta for all that must be right with a number. */
  readonly checkNumber: (number: AskedNumber) => Promise<readonly Finding[]>;
};

/** The WhatsApp numbers of a business: how each is, and a look at it now. */
export async function numberRoutes(app: FastifyInstance, deps: NumberDeps): Promise<void> {
  const { db, checkNumber } = deps;
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/numbers',
    {
      config: { access: 'business.read' },
      schema: {
        summary: 'The WhatsApp numbers: what Meta says of each, what holds it, and what went through it',
        response: { 200: z.array(NumberView), '4xx': Problem },
      },
    },
    ({ actor }) => viewsOf(deps, actor.business, actor.may.has('reports.read')),
  );
  api.post(
    '/numbers/:id/check',
    {
      config: { access: 'numbers.check' },
      schema: {
        summary: 'Asks Meta whether all is right with a number: token, permissions, webhook, name, quality …',
        params: z.object({ id: z.string().max(40) }),
        response: { 200: z.array(FindingView), '4xx': Problem },
      },
    },
    async ({ params: { id }, actor }, reply) => {
      const number = (await numbersOf(db, actor.business)).find(({ phoneNumberId }) => phoneNumberId === id);
      if (!number) return reply.code(404).send(problemOf(404, 'unknown'));
      const findings = await checkNumber(number);
      return findings.map((finding) => ({
        check: finding.check,
        verdict: finding.verdict,
        ...inWords(finding),
      }));
    },
  );
}

async function viewsOf(
  { db, clock, monthCosts }: NumberDeps,
  business: BusinessId,
  withCosts: boolean,
): Promise<NumberView[]> {
  const [now, numbers] = [clock(), await numbersOf(db, business)];
  const [first] = numbers;
  if (!first) return [];
  const midnight = now.toZonedDateTimeISO(first.timeZone).startOfDay().toInstant();
  const [said, costs] = await Promise.all([
    saidSinceQuery(business, midnight).execute(db),
    withCosts ? monthCosts(business) : null,
  ]);
  return numbers.map((number) => {
    const { sent = 0, failed = 0 } =
      said.rows.find(({ phoneNumberId }) => phoneNumberId === number.phoneNumberId) ?? {};
    return { ...viewOf(number, now), today: { sent, failed }, month: costs?.get(number.phoneNumberId) ?? null };
  });
}

function viewOf(number: NumberRow, now: Temporal.Instant): Omit<NumberView, 'today' | 'month'> {
  const { phoneNumberId: id, display, account, told, heldSince, waiting } = number;
  const newest = new Map(told.toReversed().map((row) => [row.aspect, toldOf(row)]));
  const of = (aspect: string) => newest.get(aspect) ?? null;
  const quality = of('quality');
  const standing: Standing = Object.fromEntries([...newest].map(([aspect, { value }]) => [aspect, value]));
  const qualityToldAt = quality && Temporal.Instant.from(quality.toldAt);
  const concerns = concernsOf({ standing, isHeld: heldSince !== null, qualityToldAt }, now);
  return {
    id,
    phone: shownPhone(display),
    account,
    light: lightOf(concerns),
    concerns,
    quality,
    limit: of('limit'),
    throughput: of('throughput'),
    name: of('name'),
    nameStatus: of('name_status'),
    status: of('status'),
    review: of('review'),
    qualities: told.filter(({ aspect }) => aspect === 'quality').map(toldOf),
    held: heldSince && heldOf(number, heldSince, now),
    waiting,
    heardAt: textOf(number.heardAt),
    receivedAt: textOf(number.receivedAt),
    sentAt: textOf(number.sentAt),
  };
}

const toldOf = ({ value, since, toldAt }: ToldRow): ToldView => ({ value, since, toldAt });
const textOf = (at: Temporal.Instant | null) => at?.toString() ?? null;

function heldOf(
  { heldFault, restsUntil }: NumberRow,
  since: Temporal.Instant,
  now: Temporal.Instant,
): NonNullable<NumberView['held']> {
  const fault = heldFault ?? '';
  const isResting = restsUntil !== null && isBefore(now, restsUntil);
  return {
    since: since.toString(),
    fault,
    cause: holdCauseOf(fault),
    nextTryAt: isResting ? restsUntil.toString() : null,
  };
}
