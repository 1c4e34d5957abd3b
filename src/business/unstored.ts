import { BusinessId, ProfessionalId, ServiceId, type Business } from './business.ts';
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
  const services = file.services.map((service, index) => ({
    ...service,
    id: ServiceId.parse(uuid('3', index)),
    professionals: service.professionals.flatMap((key) => idOf.get(key) ?? []),
  }));
  const business: Business = {
    ...file,
    id: BusinessId.parse(uuid('1', 0)),
    professionals,
    services,
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
