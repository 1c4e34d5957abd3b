import { Refused } from './ask.ts';

export type Language = 'pt-BR' | 'en';

/** The language that was chosen here; Portuguese unless it was. */
export const language: Language = localStorage.getItem('language') === 'en' ? 'en' : 'pt-BR';

/** Every sentence that somebody at the dashboard reads; what is not read here is not loaded. */
export const words = language === 'en' ? (await import('./words-en.ts')).en : (await import('./words-pt.ts')).pt;

/** Keeps the choice and begins anew in it. */
export function speak(chosen: Language): void {
  localStorage.setItem('language', chosen);
  location.reload();
}

/** `set:service` in words; a newer server’s that these pages do not know stays as it is. */
export function told(name: string, known: Readonly<Record<string, string>>): string {
  return name
    .split(':')
    .map((part) => known[part] ?? part)
    .join(': ');
}

/** Why the server said no, in words. */
export function refusalOf(error: Error): string {
  if (!(error instanceof Refused)) return words.states.unreachable;
  const fields = Object.entries(error.fields).map(([field, message]) => `${field}: ${message}`);
  if (fields.length > 0) return fields.join('; ');
  return Object.entries<string>(words.refusals).find(([code]) => code === error.code)?.[1] ?? words.states.refused;
}
