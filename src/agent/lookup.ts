import type { Business, ProfessionalId, Service, ServiceId } from '../business/business.ts';

export function serviceOf({ services }: Business, id: ServiceId | null): Service | null {
  return services.find((service) => service.id === id) ?? null;
}

/** Empty: it is not the business's, or no longer. */
export function serviceName(business: Business, id: ServiceId): string {
  return serviceOf(business, id)?.name ?? '';
}

/** The name of a professional, where the business has more than one: alone, it says nothing. */
export function professionalName({ professionals }: Business, id: ProfessionalId | null): string | null {
  if (professionals.length < 2) return null;
  return professionals.find((professional) => professional.id === id)?.name ?? null;
}
