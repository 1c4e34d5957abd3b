import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import type { Vocabulary } from '../language/names.ts';
import { fold } from '../language/normalise.ts';

/** What people say for a service whose name holds the word, in three languages: no owner writes these down. */
const everyday: Readonly<Record<string, readonly string[]>> = {
  manicure: ['unha', 'unhas', 'unha da mão', 'mão', 'uñas', 'manicura', 'uñas de las manos', 'nails', 'nail', 'mani'],
  pedicure: ['unha do pé', 'unhas do pé', 'pé', 'pés', 'pedicura', 'uñas de los pies', 'toenails', 'toe nails', 'pedi'],
  corte: [
    'cortar',
    'cortar o cabelo',
    'cortar cabelo',
    'corte de cabelo',
    'cabelo',
    'corte de pelo',
    'cortarme el pelo',
    'cortarme',
    'haircut',
    'hair cut',
    'cut my hair',
    'trim',
  ],
  barba: ['barbear', 'barbinha', 'afeitar', 'afeitado', 'beard', 'beard trim', 'shave', 'shaving'],
  sobrancelha: ['sobrancelhas', 'cejas', 'eyebrows', 'eyebrow', 'brows'],
  progressiva: ['alisar', 'alisamento', 'alisar o cabelo', 'alisado', 'keratina', 'straightening', 'keratin'],
  massagem: ['massagear', 'massagens', 'masaje', 'masajes', 'massage'],
  depilacao: ['depilar', 'depilarme', 'depilación', 'wax', 'waxing'],
  drenagem: ['drenar', 'drenaje', 'drenaje linfático', 'lymphatic drainage', 'drainage'],
  coloracao: [
    'pintar o cabelo',
    'pintar',
    'tinta',
    'tintura',
    'tinte',
    'teñirme el pelo',
    'hair color',
    'dye my hair',
    'dye',
  ],
  mechas: ['luzes', 'mecha', 'reflejos', 'highlights'],
  limpeza: ['limpar a pele', 'limpieza facial', 'limpieza de cutis', 'facial cleansing', 'facial', 'skin cleansing'],
  escova: ['escovar', 'blowout', 'blow dry', 'brushing'],
  maquiagem: ['maquiar', 'maquillaje', 'maquillarme', 'makeup', 'make up'],
  cilios: ['pestañas', 'lashes', 'eyelashes', 'lash extensions'],
  hidratacao: ['hidratar', 'hidratación', 'hydration'],
  pernas: ['perna', 'piernas', 'legs'],
  virilha: ['cavado', 'bikini', 'bikini wax', 'brazilian', 'ingle', 'ingles'],
  peeling: ['peel', 'chemical peel'],
  noiva: ['bridal', 'bride', 'novia', 'novias'],
};

const services = new WeakMap<Pick<Business, 'services'>, Vocabulary<ServiceId>>();
const professionals = new WeakMap<Business, Vocabulary<ProfessionalId>>();

/** How contacts may call the services: the name, the owner's synonyms, and everyday words. The same list each time. */
export function serviceWords(business: Pick<Business, 'services'>): Vocabulary<ServiceId> {
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

/**
 * Of a combination ("corte e barba") nobody says one half only, so it is lent no word; "Depilação Pernas" is one thing in
 * two words, and each is lent what is said for it.
 */
function everydayWords(name: string): readonly string[] {
  const kinds = fold(name)
    .split(/[^a-z]+/)
    .filter((word) => Object.hasOwn(everyday, word));
  const isCombined = kinds.length > 1 && / (?:e|y|and|com|con|with) |[+/&]/.test(fold(name));
  return isCombined ? [] : kinds.flatMap((kind) => everyday[kind] ?? []);
}

function kept<Key extends object, Value>(all: WeakMap<Key, Value>, business: Key, make: () => Value): Value {
  const value = all.get(business) ?? make();
  all.set(business, value);
  return value;
}
