import { BusinessId, ProfessionalId, ResourceId, ServiceId, type Business, type OpeningHours } from './business.ts';
import { parseBusinessFile } from './file.ts';

/** For tests without a database: the Business of a business file, its ids made of the order in the file. */
export function businessFrom(file: unknown): Business {
  const {
    professionals: team,
    services,
    resources,
    hours,
    weeklyTimeOff,
    timeOff: _,
    bookings: __,
    ...facts
  } = parseBusinessFile(file);
  const ids = new Map(team.map(({ key }, index) => [key, professionalAt(index)]));
  return {
    ...facts,
    id: BusinessId.parse(uuidOf(0, 0)),
    professionals: team.map(({ key, name }, index) => ({ id: professionalAt(index), key, name })),
    services: services.map((service, index) => ({
      ...service,
      id: ServiceId.parse(uuidOf(2, index)),
      professionals: service.professionals.flatMap((key) => ids.get(key) ?? []),
      resources: service.resources.map((key) => resourceAt(resources.findIndex((resource) => resource.key === key))),
    })),
    resources: resources.map((resource, index) => ({ ...resource, id: resourceAt(index) })),
    weeklyTimeOff: weeklyTimeOff.map(({ reason: ___, professional, ...off }) => ({
      ...off,
      professional: professional === null ? null : (ids.get(professional) ?? null),
    })),
    hours: [
      ...hours.map((span) => ({ ...span, professional: null })),
      ...team.flatMap(({ key, hours: own }) => own.map((span) => ({ ...span, professional: ids.get(key) ?? null }))),
    ],
  };
}

function professionalAt(index: number): ProfessionalId {
  return ProfessionalId.parse(uuidOf(1, index));
}

function resourceAt(index: number): ResourceId {
  return ResourceId.parse(uuidOf(3, index));
}

function uuidOf(kind: number, index: number): string {
  return `00000000-0000-4000-8000-${String(kind).padStart(4, '0')}${String(index).padStart(8, '0')}`;
}

/** One open stretch of a weekday. */
export function openFrom(
  weekday: number,
  opens: string,
  closes: string,
  professional: ProfessionalId | null = null,
): OpeningHours {
  return { professional, weekday, opens: Temporal.PlainTime.from(opens), closes: Temporal.PlainTime.from(closes) };
}

/** Open from Monday to Saturday, 09:00 to 18:00; both professionals cut hair. */
export function twoHairdressers(rules: object, minutes = 30): Business {
  return businessFrom({
    name: 'Salão de Teste',
    hours: { 'mon-sat': '09:00-18:00' },
    professionals: [
      { id: 'ana', name: 'Ana' },
      { id: 'joao', name: 'João' },
    ],
    services: [{ id: 'corte', name: 'Corte', minutes, price: 45 }],
    rules,
  });
}
