import { BusinessId, ProfessionalId, ResourceId, ServiceId, type Business } from './business.ts';
import type { BusinessFile } from './file.ts';

/** A business of a file that no database keeps, with ids that are the same in every run, and what the file calls them. */
export type Unstored = { readonly business: Business; readonly keys: ReadonlyMap<string, string> };

export function unstored(file: BusinessFile): Unstored {
  const professionals = file.professionals.map(({ key, name }, index) => ({
    id: ProfessionalId.parse(uuid('2', index)),
    key,
    name,
  }));
  const idOf = new Map(professionals.map(({ key, id }) => [key, id]));
  const resources = file.resources.map((resource, index) => ({
    ...resource,
    id: ResourceId.parse(uuid('5', index)),
  }));
  const thing = new Map(resources.map(({ key, id }) => [key, id]));
  const services = file.services.map((service, index) => ({
    ...service,
    id: ServiceId.parse(uuid('3', index)),
    resources: service.resources.flatMap((key) => thing.get(key) ?? []),
    professionals: service.professionals.flatMap((key) => idOf.get(key) ?? []),
  }));
  const business: Business = {
    ...file,
    id: BusinessId.parse(uuid('1', 0)),
    professionals,
    services,
    resources,
    weeklyTimeOff: file.weeklyTimeOff.map((off) => ({
      ...off,
      professional: off.professional === null ? null : (idOf.get(off.professional) ?? null),
    })),
    hours: [
      ...file.hours.map((span) => ({ ...span, professional: null })),
      ...file.professionals.flatMap(({ key, hours }) =>
        hours.map((span) => ({ ...span, professional: idOf.get(key) ?? null })),
      ),
    ],
  };
  return { business, keys: new Map([...professionals, ...services].map(({ id, key }) => [id, key])) };
}

function uuid(kind: string, index: number): string {
  return `0000000${kind}-0000-4000-8000-${String(index).padStart(12, '0')}`;
}
