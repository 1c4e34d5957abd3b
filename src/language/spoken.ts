import { wordsOf } from './normalise.ts';

/** Words of one language that neither of the other two has. */
const own: Readonly<Record<'pt-BR' | 'es' | 'en', ReadonlySet<string>>> = {
  'pt-BR': new Set(
    `voce voces nao sim obrigado obrigada quero queria gostaria amanha hoje horario bom boa dia tarde noite oi ola tem vaga
    quanto custa fazer cabelo unha unhas sobrancelha com um uma meu minha pra para pode posso marcar agendar qual onde fica
    sexta segunda terca quarta quinta depois agora tambem muito e isso aqui ai valeu preciso atendente`.split(/\s+/),
  ),
  es: new Set(
    `hola quiero quisiera necesito usted ustedes gracias buenos buenas dias tardes noches hoy manana cita turno cuanto cuesta
    donde estan el los las una unas pelo unas cejas puedo podria tienen hacer cambiar con mi para el lunes martes miercoles
    jueves viernes y muy senora senor ayer aqui como se llama hay cual cuando abren es`.split(/\s+/),
  ),
  en: new Set(
    `hi hello the is are you your my i want would like to book an appointment how much what where when time today tomorrow
    please thanks thank haircut nails for with do does can could need have it of and on at monday tuesday wednesday thursday
    friday saturday sunday yes cancel change open close`.split(/\s+/),
  ),
};
const shared = new Set(['para', 'con', 'hora', 'a', 'no', 'e', 'do', 'sim', 'me', 'as', 'aqui', 'cancel', 'como']);

/** Portuguese wins where nothing decides. */
const prior = 0.5;
const sureWords = 4;

/** The language a text is written in, and whether it is long enough to be sure of; null: it does not say. */
export function languageOf(text: string): { readonly language: 'pt-BR' | 'es' | 'en'; readonly sure: boolean } | null {
  const words = wordsOf(text)
    .map((word) => word.text)
    .filter((word) => /\p{L}/u.test(word));
  const votes = (language: keyof typeof own) =>
    words.filter((word) => own[language].has(word) && !shared.has(word)).length + (language === 'pt-BR' ? prior : 0);
  const [best, next] = (['pt-BR', 'es', 'en'] as const)
    .map((language) => ({ language, count: votes(language) }))
    .toSorted((a, b) => b.count - a.count);
  if (!best || !next || best.count < 1) return null;
  return { language: best.language, sure: words.length >= sureWords && best.count - next.count >= 1 };
}
