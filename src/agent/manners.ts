import type { Business } from '../business/business.ts';
import type { Language } from './command.ts';

/** How easy-going words are said formally. Names, dates and prices are no such words. */
const formal: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  'pt-BR': [
    [/\bOi de novo\b/g, 'Olá novamente'],
    [/\bOi\b/g, 'Olá'],
    [/\bHmm, essa eu não entendi\./g, 'Desculpe, não compreendi.'],
    [/\bSem problema(?=[!:])/g, 'Pois não'],
    [/\bCombinado!/g, 'Está combinado.'],
    [/\bTudo bem(?=[!,])/g, 'Perfeitamente'],
    [/\bé só (?:chamar|escrever)\b/g, 'estamos à disposição'],
  ],
  es: [
    [/\bTe damos la bienvenida\b/g, 'Le damos la bienvenida'],
    [/\bayudarte\b/g, 'ayudarle'],
    [/¿Qué necesitas\?/g, '¿Qué necesita?'],
    [/\b[Ss]i cambias de idea, escribe\b/g, 'Si cambia de idea, escriba'],
    [/\b[Ss]i necesitas algo, escribe\b/g, 'Si necesita algo, escriba'],
    [/\bEscribe cuando lo necesites\b/g, 'Escriba cuando lo necesite'],
    [/\btu cita\b/g, 'su cita'],
  ],
  en: [
    [/\bHi\b/g, 'Hello'],
    [/\bNo problem:/g, 'Certainly:'],
    [/\bOkay\b/g, 'Very well'],
  ],
};

const emoji =
  /(?:\p{RI}{2}|\p{Extended_Pictographic}[\p{EMod}\uFE0F]*(?:\u200D\p{Extended_Pictographic}[\p{EMod}\uFE0F]*)*) ?/gu;

/** A sentence as the business speaks: formally or not, with pictures or without. What it states stays the same. */
export function mannered(text: string, language: Language, { style }: Pick<Business, 'style'>): string {
  const said =
    style.tone === 'formal' ? formal[language].reduce((left, [from, to]) => left.replace(from, to), text) : text;
  return pictured(said, style);
}

/** The text without its pictures, where the business wants none. */
export function pictured(text: string, style: Business['style']): string {
  return style.emoji ? text : text.replace(emoji, '').replace(/[ \t]+$/gm, '');
}
