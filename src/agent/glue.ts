import { fold } from '../language/normalise.ts';
import type { Language } from './command.ts';

/**
 * Words that state nothing: a model may put them around what is said, and leave them out. No yes and no no, no quantity,
 * no time, no condition, nothing that promises, allows or limits.
 */
const glue: Readonly<Record<Language, ReadonlySet<string>>> = {
  'pt-BR': setOf(`oi ola opa bom boa dia tarde noite claro certo perfeito otimo maravilha legal que bacana beleza prazer
    obrigado obrigada imagina disponha nada por favor fico feliz alegria aqui e a o as os um uma de do da dos das em no na
    nos nas ao aos pra para com se voce voces seu sua seus suas isso esse essa este esta entao olha veja pois bem tudo
    sobre conta conte comigo conosco gente pode me nos te lhe estou estamos estarei posso ajudar ajudo precisar precisando
    quiser qualquer coisa chamar chame escreva responder resposta pergunta duvida informar informo avisar segue`),
  es: setOf(`hola buen buenos buenas dia dias tarde tardes noches claro perfecto genial que bueno gusto gracias nada por
    favor feliz aqui y e el la los las lo un una de del en a al para con se usted ustedes su sus tu tus esto ese esa este
    esta entonces mira pues bien todo sobre cuenta cuente conmigo nosotros puede puedes me nos te le estoy estamos puedo
    ayudar ayudo necesita necesitas quiere quieres cualquier cosa escriba escribe respuesta pregunta duda informar`),
  en: setOf(`hi hello hey good morning afternoon evening sure great perfect lovely nice thanks thank you welcome please
    happy glad here and the a an of in at to for with your our this that so well just let me us i we am are is can could
    help need anything else question answer ask write know`),
};

function setOf(words: string): ReadonlySet<string> {
  return new Set(fold(words).split(/\s+/));
}

/** The words and figures of a text that state something, in order. Names that were spoken to are glue as well. */
export function statingWords(text: string, language: Language, spokenTo: string | null): string[] {
  const names = new Set(wordsIn(spokenTo ?? ''));
  return wordsIn(text).filter((word) => !glue[language].has(word) && !names.has(word));
}

function wordsIn(text: string): string[] {
  return fold(text).match(/\d+|\p{L}+|\p{Extended_Pictographic}/gu) ?? [];
}
