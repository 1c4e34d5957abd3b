import { language } from '../words.ts';

export function reais(cents: number): string {
  return amount(cents / 100, 'BRL');
}

/** @param currency three letters of ISO 4217 */
export function amount(value: number, currency: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(value);
}
