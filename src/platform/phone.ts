import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/**
 * A phone number as people write it: `(11) 91234-5678` at home, `+54 9 11 8765 4321` from abroad. What is no number
 * stands as its digits, with +; nothing is ever corrected, so a `wa_id` without the ninth digit is shown without it.
 *
 * @param phone digits with country code, with or without +
 * @param home the country whose own numbers stand without their country code
 */
export function shownPhone(phone: string, home: CountryCode = 'BR'): string {
  const digits = phone.replaceAll(/\D/g, '');
  // The library knows only numbers that can be dialled today, and so no mobile of eight digits.
  const [, area, prefix, line] = (home === 'BR' && /^55(\d\d)(\d{4})(\d{4})$/.exec(digits)) || [];
  if (area !== undefined) return `(${area}) ${prefix}-${line}`;
  const number = parsePhoneNumberFromString(`+${digits}`);
  if (!number) return digits === '' ? '' : `+${digits}`;
  return number.country === home ? number.formatNational() : number.formatInternational();
}

/** Two letters of ISO 3166; `null`: no country has such a number. */
export function countryOf(phone: string): string | null {
  return parsePhoneNumberFromString(`+${phone.replaceAll(/\D/g, '')}`)?.country ?? null;
}
