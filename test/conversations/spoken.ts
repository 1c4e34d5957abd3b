const small = [
  'zero',
  'uma',
  'duas',
  'três',
  'quatro',
  'cinco',
  'seis',
  'sete',
  'oito',
  'nove',
  'dez',
  'onze',
  'doze',
  'treze',
  'quatorze',
  'quinze',
  'dezesseis',
  'dezessete',
  'dezoito',
  'dezenove',
];
const tens = ['', '', 'vinte', 'trinta', 'quarenta', 'cinquenta'];
const months = [
  'janeiro',
  'fevereiro',
  'março',
  'abril',
  'maio',
  'junho',
  'julho',
  'agosto',
  'setembro',
  'outubro',
  'novembro',
  'dezembro',
];

/** Numbers up to 59, hours by default ("duas horas"), days as "dois". */
function spoken(number: number, masculine = false): string {
  const word = small[number];
  if (word !== undefined) return masculine ? word.replace('uma', 'um').replace('duas', 'dois') : word;
  const rest = number % 10;
  return `${tens[Math.floor(number / 10)] ?? ''}${rest > 0 ? ` e ${spoken(rest, masculine)}` : ''}`;
}

/** Times and dates as a voice transcript has them: "16h" is "dezesseis horas". Portuguese. */
export function inWords(text: string): string {
  return text
    .replaceAll(/\b(\d{1,2})\/(\d{1,2})\b/g, (whole, day: string, month: string) => {
      const name = months[Number(month) - 1];
      return name ? `${spoken(Number(day), true)} de ${name}` : whole;
    })
    .replaceAll(/\b(\d{1,2})(?:h|:)([0-5]\d)\b/g, (_, hour: string, minute: string) =>
      minute === '00' ? `${spoken(Number(hour))} horas` : `${spoken(Number(hour))} e ${spoken(Number(minute), true)}`,
    )
    .replaceAll(/\b(\d{1,2}) ?(?:h|hs|horas?)\b/g, (_, hour: string) => `${spoken(Number(hour))} horas`)
    .replaceAll(/\bdia (\d{1,2})\b/g, (_, day: string) => `dia ${spoken(Number(day), true)}`);
}
