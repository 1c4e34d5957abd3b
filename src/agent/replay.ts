import type { Business } from '../business/business.ts';
import type { Said } from '../conversations/content.ts';

/** What stands for what could tell who somebody is. */
const somebody = { name: 'Fulano', phone: '11 90000-0000', email: 'fulano@example.com', url: 'https://example.com' };

/** A date in figures is no phone. */
const phone = /(?<![\d./-])(?!\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?![\d./-]))\+?\d[\d ().-]{6,}\d/g;

/** A text without names of its contact, phones, documents, addresses of e-mail and links. */
export function anonymous(text: string, names: readonly string[]): string {
  const plain = text
    .replaceAll(/https?:\/\/\S+/g, somebody.url)
    .replaceAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, somebody.email)
    .replaceAll(phone, (found) => (found.replaceAll(/\D/g, '').length < 8 ? found : somebody.phone));
  return nameless(plain, names);
}

/** A text without the names of its contact. */
export function nameless(text: string, names: readonly string[]): string {
  const words = names.flatMap((name) => name.split(/\s+/)).filter((word) => word.length > 2);
  return words.reduce(
    (left, word) =>
      left.replaceAll(new RegExp(String.raw`(?<!\p{L})${RegExp.escape(word)}(?!\p{L})`, 'giu'), somebody.name),
    text,
  );
}

export function anonymousSaid(said: readonly Said[], names: readonly string[]): Said[] {
  return said.map((each) => (each.kind === 'text' ? { ...each, text: anonymous(each.text, names) } : each));
}

/** Commands as a person reads and compares them: ids by their names, and not where in the text they stand. */
export function commandsInWords(commands: readonly { readonly kind: string }[], business: Business): string {
  const names = new Map<unknown, string>(
    [...business.services, ...business.professionals].map(({ id, name }) => [id, name]),
  );
  const lines = commands.map(({ kind, ...rest }) => [kind, ...toldIn(rest, names)].join(' '));
  return lines.join('; ') || 'nothing';
}

/** The values of an object by the order of its keys, for a database keeps none. */
function toldIn(object: object, names: ReadonlyMap<unknown, string>): string[] {
  return Object.entries(object)
    .filter(([key, value]) => key !== 'span' && value !== null)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, value]) => told(value, names))
    .filter((text) => text !== '');
}

function told(value: unknown, names: ReadonlyMap<unknown, string>): string {
  if (Array.isArray(value)) return value.map((each) => told(each, names)).join(', ');
  // Temporal values are as their JSON.
  const plain: unknown = typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : value;
  return typeof plain === 'object' && plain !== null
    ? toldIn(plain, names).join(' ')
    : (names.get(plain) ?? String(plain));
}
