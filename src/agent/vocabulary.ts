import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import type { Vocabulary } from '../language/names.ts';
import { fold } from '../language/normalise.ts';

/** What people in Brazil say for a service whose name holds the word: no owner writes these down. */
const everyday: Readonly<Record<string, readonly string[]>> = {
  manicure: ['unha', 'unhas', 'unha da mão', 'mão'],
  pedicure: ['unha do pé', 'pé', 'pés'],
  corte: ['cortar', 'cortar o cabelo', 'cortar cabelo', 'corte de cabelo', 'cabelo'],
  barba: ['barbear', 'barbinha'],
  sobrancelha: ['sobrancelhas'],
  progressiva: ['alisar', 'alisamento', 'alisar o cabelo'],
  massagem: ['massagear', 'massagens'],
  depilacao: ['depilar'],
  drenagem: ['drenar'],
  coloracao: ['pintar o cabelo', 'pintar', 'tinta', 'tintura'],
  mechas: ['luzes', 'mecha'],
  limpeza: ['limpar a pele'],
};

const services = new WeakMap<Business, Vocabulary<ServiceId>>();
const professionals = new WeakMap<Business, Vocabulary<ProfessionalId>>();

/** How contacts may call the services: the name, the owner's synonyms, and everyday words. The same list each time. */
export function serviceWords(business: Business): Vocabulary<ServiceId> {
  return kept(services, business, () => {
    const claimed = new Set(business.services.flatMap(({ name, synonyms }) => [name, ...synonyms].map(fold)));
    return business.services.map(({ id, name, synonyms }) => {
      const lent = everydayWords(name).filter((word) => !claimed.has(fold(word)));
      return { value: id, names: [name, ...synonyms, ...lent] };
    });
  });
}

export function professionalWords(business: Business): Vocabulary<ProfessionalId> {
  return kept(professionals, business, () =>
    business.professionals.map(({ id, name }) => ({ value: id, names: [name] })),
  );
}

/** Of a combination ("corte e barba") nobody says one half only, so it is lent no word. */
function everydayWords(name: string): readonly string[] {
  const kinds = fold(name)
    .split(/[^a-z]+/)
    .filter((word) => Object.hasOwn(everyday, word));
  const [kind] = kinds;
  return kind !== undefined && kinds.length === 1 ? (everyday[kind] ?? []) : [];
}

function kept<Value>(all: WeakMap<Business, Value>, business: Business, make: () => Value): Value {
  const value = all.get(business) ?? make();
  all.set(business, value);
  return value;
}
