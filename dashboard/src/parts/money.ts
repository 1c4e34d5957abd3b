import { language } from '../words.ts';

export function reais(cents: number): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency: 'BRL' }).format(cents / 100);
}
