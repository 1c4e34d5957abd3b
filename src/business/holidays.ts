import Holidays, { type HolidaysTypes } from 'date-holidays';
import type { Business } from './business.ts';

/** A holiday of the business's own: of its town, or of its trade. */
export type LocalHoliday = {
  /** `2026-01-25`, or `01-25`: every year. */
  readonly day: string;
  readonly name: string;
};

/** On which holidays the business is closed. */
export type HolidayRules = {
  /** On public ones, national and of the state and city. */
  readonly closed: boolean;
  /** On those that are no day off by law (ponto facultativo), too: carnival's Monday and Tuesday, Corpus Christi. */
  readonly optional: boolean;
  /** Days on which it opens all the same, as those of a LocalHoliday. */
  readonly openOn: readonly string[];
  readonly local: readonly LocalHoliday[];
};

type Place = Pick<Business, 'state' | 'city' | 'timeZone' | 'holidays'>;

/** The states of Brazil by their two letters. */
export const states: Readonly<Record<string, string>> = new Holidays().getStates('BR');

/** Where Brazil's clocks are: there the nation's holidays count, also for who does not say in which state. */
const brazil = new Set(
  (
    'Araguaina Bahia Belem Boa_Vista Campo_Grande Cuiaba Eirunepe Fortaleza Maceio Manaus Noronha Porto_Acre ' +
    'Porto_Velho Recife Rio_Branco Santarem Sao_Paulo'
  )
    .split(' ')
    .map((city) => `America/${city}`),
);

/** Where the library's word is not the one that is used in Brazil. */
const names: ReadonlyMap<string, string> = new Map([
  ['Corpo de Deus', 'Corpus Christi'],
  ['Ano Novo', 'Confraternização Universal'],
]);

/** A second round is held only where the first decided nothing: no day to close long before. */
const secondRound = '1st sunday before 11-01 in even years';

/** The name of the holiday for which the business is closed on this local day, or `null`: it is not closed for one. */
export function holidayOn(place: Place, date: Temporal.PlainDate): string | null {
  const { closed, optional, openOn, local } = place.holidays;
  const day = date.toString();
  const isOn = (written: string) => written === day || written === day.slice(5);
  if (openOn.some(isOn)) return null;
  const own = local.find((holiday) => isOn(holiday.day));
  if (own) return own.name;
  const found = closed ? holidaysAt(place, date.year).get(day) : undefined;
  return found && (found.legal || optional) ? found.name : null;
}

/** `legal`: a day off by law. */
type Found = { readonly name: string; readonly legal: boolean };

const known = new Map<string, ReadonlyMap<string, Found>>();

/** The holidays of a year by ISO date, each year worked out once. */
function holidaysAt(place: Place, year: number): ReadonlyMap<string, Found> {
  const key = [year, place.state, place.city, place.timeZone].join(' ');
  const found = known.get(key) ?? workedOut(place, year);
  known.set(key, found);
  return found;
}

/**
 * The library lets a state's day replace the nation's, also when the state's ended: 20 November, a holiday of the whole
 * country since 2023, is missing in São Paulo. So the three are looked up apart, and the widest gives the name.
 */
function workedOut({ state, city, timeZone }: Place, year: number): Map<string, Found> {
  const lists = [
    ...(state !== null || brazil.has(timeZone) ? [new Holidays('BR')] : []),
    ...(state === null ? [] : [new Holidays('BR', state), ...cityOf(state, city)]),
  ];
  const days = new Map<string, Found>();
  for (const { date, name, type } of lists.flatMap((list) => wholeDays(list, year))) {
    const day = date.slice(0, 10);
    const before = days.get(day);
    const isLegal = type === 'public' || before?.legal === true;
    days.set(day, { name: before?.name ?? names.get(name) ?? name, legal: isLegal });
  }
  return days;
}

/** Eves and Ash Wednesday, free for some hours, are the library's `optional`: time off says what of them is closed. */
function wholeDays(list: Holidays, year: number): HolidaysTypes.Holiday[] {
  const days = list.getHolidays(year, 'pt').filter(({ rule }) => rule !== secondRound);
  return days.filter(({ type }) => type === 'public' || type === 'bank');
}

function cityOf(state: string, city: string | null): Holidays[] {
  // Of a state without any it answers undefined, whatever its types say.
  const regions = Object.entries({ ...new Holidays().getRegions('BR', state) });
  const region = regions.find(([, name]) => city !== null && plain(name) === plain(city));
  return region ? [new Holidays('BR', state, region[0])] : [];
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
