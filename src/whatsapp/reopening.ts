import type { Template } from '../conversations/content.ts';

type Words = { readonly language: string; readonly text: string; readonly button: string };

/** "May we go on here?", by the language of the conversation. No gap, so that it fits whatever could not go out. */
const words: Readonly<Record<'pt-BR' | 'es' | 'en', Words>> = {
  'pt-BR': {
    language: 'pt_BR',
    text: 'Temos uma resposta para você. Podemos continuar por aqui?',
    button: 'Continuar',
  },
  es: { language: 'es', text: 'Tenemos una respuesta para ti. ¿Podemos continuar por aquí?', button: 'Continuar' },
  en: { language: 'en', text: 'We have an answer for you. May we go on here?', button: 'Go on' },
};

/**
 * What goes out instead of a message that the shut window keeps in.
 *
 * @param names the first that is approved is used
 */
export function reopening(names: readonly string[], language: string | null): Template {
  const { text, button, ...said } = language === 'es' || language === 'en' ? words[language] : words['pt-BR'];
  const buttons = [{ id: button, title: button }];
  const named = (name: string) => ({
    type: 'template' as const,
    name,
    language: said.language,
    body: [],
    buttons,
    text,
  });
  const [first = '', ...others] = names;
  return others.length > 0 ? { ...named(first), instead: others.map(named) } : named(first);
}

/** The same as registered at Meta. */
export function reopeningsToRegister(
  names: readonly string[],
): { name: string; language: string; body: string; buttons: string[] }[] {
  return names.flatMap((name) =>
    Object.values(words).map(({ language, text, button }) => ({ name, language, body: text, buttons: [button] })),
  );
}
