import type { Business, ProfessionalId, Service, ServiceId } from '../business/business.ts';

export function serviceOf({ services }: Business, id: ServiceId | null): Service | null {
  return services.find((service) => service.id === id) ?? null;
}

/** The name of a professional, where the business has more than one: alone, it says nothing. */
export function professionalName({ professionals }: Business, id: ProfessionalId | null): string | null {
  if (professionals.length < 2) return null;
  return professionals.find((professional) => professional.id === id)?.name ?? null;
}
