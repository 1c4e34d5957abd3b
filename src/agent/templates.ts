import { tapsIn, wordsIn, type Content, type Template } from '../conversations/content.ts';
import { Fault } from '../platform/fault.ts';

/** What a business registers at Meta (`docs/templates.md`): a sentence of the catalogues with gaps. */
export type Registered = {
  readonly name: string;
  readonly language: 'pt_BR' | 'es' | 'en';
  readonly body: string;
  /** Meta takes no emoji in these. */
  readonly buttons: readonly string[];
};

/** What the templates are called at Meta, in every language: settings of that name. The first is used while it is approved. */
type Names = {
  readonly TEMPLATE_REMINDER: readonly string[];
  readonly TEMPLATE_FOLLOW_UP: readonly string[];
  readonly TEMPLATE_FREED: readonly string[];
};

/** What the reminder is called that names no address, for a business without one. */
export const withoutAddress = (name: string): string => `${name}_no_address`;

type Sentence = Pick<Registered, 'body' | 'buttons'>;
type Sentences = Readonly<Record<'reminder' | 'followUp' | 'freed', Sentence>>;

const stars = ['5', '4', '3', '2', '1'];
const place = '\n📍 {{2}}';

/** No gap stands at an end, nor two beside each other: Meta refuses that. */
const sentences: Readonly<Record<Registered['language'], Sentences>> = {
  pt_BR: {
    reminder: {
      body: `Lembrete do seu horário: {{1}}.${place}\nResponda 1 para confirmar a presença, 2 para cancelar ou 3 para remarcar.`,
      buttons: ['Confirmo', 'Cancelar', 'Remarcar'],
    },
    followUp: {
      body: 'Obrigado pela visita! Como foi {{1}}? Dê uma nota de 1 (ruim) a 5 (ótimo).',
      buttons: stars,
    },
    freed: { body: 'Abriu uma vaga para {{1}}. Quer ficar com ela?', buttons: ['Quero'] },
  },
  es: {
    reminder: {
      body: `Recordatorio de tu cita: {{1}}.${place}\nResponde 1 para confirmar, 2 para cancelar o 3 para cambiarla.`,
      buttons: ['Confirmo', 'Cancelar', 'Cambiar'],
    },
    followUp: {
      body: '¡Gracias por tu visita! ¿Cómo fue {{1}}? Danos una nota de 1 (mal) a 5 (excelente).',
      buttons: stars,
    },
    freed: { body: 'Se liberó un lugar para {{1}}. ¿Lo quieres?', buttons: ['Lo quiero'] },
  },
  en: {
    reminder: {
      body: `A reminder of your appointment: {{1}}.${place}\nReply 1 to confirm, 2 to cancel or 3 to reschedule.`,
      buttons: ['I will come', 'Cancel', 'Reschedule'],
    },
    followUp: {
      body: 'Thank you for your visit! How was {{1}}? Please give us a mark from 1 (bad) to 5 (excellent).',
      buttons: stars,
    },
    freed: { body: 'A slot has become free for {{1}}. Would you like it?', buttons: ['I want it'] },
  },
};

/** Every sentence that may have to go out when the window is shut. A business without an address has its own reminder. */
export function templatesOf(names: Names): Registered[] {
  return (['pt_BR', 'es', 'en'] as const).flatMap((language) => {
    const said = sentences[language];
    const plain = { ...said.reminder, body: said.reminder.body.replace(place, '') };
    return [
      ...names.TEMPLATE_REMINDER.map((name) => ({ name, language, ...said.reminder })),
      ...names.TEMPLATE_REMINDER.map((name) => ({ name: withoutAddress(name), language, ...plain })),
      ...names.TEMPLATE_FOLLOW_UP.map((name) => ({ name, language, ...said.followUp })),
      ...names.TEMPLATE_FREED.map((name) => ({ name, language, ...said.freed })),
    ];
  });
}

/**
 * The message as the template whose sentence it is: the same words, so what was checked of them is true of it too.
 *
 * @throws Fault `agent.template` when no template says this
 */
export function asTemplate(content: Content, templates: readonly Registered[]): Template {
  const ids = tapsIn(content).map(({ id }) => id);
  const [first, ...more] = [wordsIn(content), withoutPlace(wordsIn(content))].flatMap((text) =>
    templates.flatMap((template) => {
      const body = gapsOf(text, template.body);
      return body ? [{ ...templateOf(template, ids), body, text }] : [];
    }),
  );
  if (!first) throw new Fault('bug', 'agent.template', { type: content.type });
  const instead = more.filter(
    ({ name }, at) => name !== first.name && more.findIndex((each) => each.name === name) === at,
  );
  return instead.length > 0 ? { ...first, instead } : first;
}

/** A reminder that does not say where is better than none. */
const withoutPlace = (text: string) => text.replace(/\n📍 [^\n]+(?=\n)/u, '');

/** What stands in the gaps; `null`: it is another sentence. */
function gapsOf(text: string, sentence: string): string[] | null {
  const pattern = sentence
    .split(/\{\{\d+\}\}/)
    .map((part) => RegExp.escape(part))
    .join('([^\\n]+)');
  return new RegExp(`^${pattern}$`, 'u').exec(text)?.slice(1) ?? null;
}

function templateOf({ name, language, buttons }: Registered, ids: readonly string[]) {
  const type = 'template' as const;
  return { type, name, language, buttons: buttons.map((title, index) => ({ id: ids[index] ?? title, title })) };
}
