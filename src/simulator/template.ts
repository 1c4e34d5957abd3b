import { z } from 'zod';
import { type GraphRefusal, refusal } from './graph.ts';

/** A text that Meta has approved, as the business registered it. */
export type Template = {
  readonly name: string;
  /** `pt_BR`: name and language together are what is sent. */
  readonly language: string;
  /** With `{{1}}`, `{{2}}` … for what each message puts there. */
  readonly body: string;
  /** Titles of its quick replies. */
  readonly buttons: readonly string[];
};

/** One line, or Meta refuses it (132018). [3] */
const Parameter = z.object({ type: z.literal('text'), text: z.string().min(1, 'must not be empty') });

/** What the body of a send says of a template: only what this simulator knows how to show. */
export const TemplateBody = z.object({
  name: z.string().min(1),
  language: z.object({ code: z.string().min(2), policy: z.literal('deterministic').optional() }),
  components: z
    .array(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('body'), parameters: z.array(Parameter) }),
        z.object({
          type: z.literal('button'),
          sub_type: z.literal('quick_reply'),
          index: z.string().regex(/^\d$/, 'must be 0 to 9'),
          parameters: z.tuple([z.object({ type: z.literal('payload'), payload: z.string().min(1).max(256) })]),
        }),
      ]),
    )
    .default([]),
});
type TemplateBody = z.output<typeof TemplateBody>;

type Filled = {
  readonly type: 'template';
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly title: string }[];
};

/** What the phone shows, or why Meta would not send it: it goes by name and language, and counts what goes into it. */
export function filled(
  { name, language, components }: TemplateBody,
  templates: readonly Template[],
): Filled | GraphRefusal {
  const template = templates.find((each) => each.name === name && each.language === language.code);
  if (!template) return refusal(132001, `template.name: ${name} does not exist in ${language.code}`);
  const given = components.flatMap((each) => (each.type === 'body' ? each.parameters.map(({ text }) => text) : []));
  const wanted = new Set(template.body.match(/\{\{\d+\}\}/g)).size;
  if (given.length !== wanted)
    return refusal(
      132000,
      `body: number of parameters (${given.length}) does not match the expected number (${wanted})`,
    );
  if (given.some((text) => /[\n\t]| {5}/.test(text)))
    return refusal(132018, 'body: a parameter may not hold new lines, tabs or more than four spaces in a row');
  const replies = components.flatMap((each) => (each.type === 'button' ? [each] : []));
  if (replies.some(({ index }) => Number(index) >= template.buttons.length))
    return refusal(132018, `button: ${name} has ${template.buttons.length} quick replies`);
  const payloads = new Map(replies.map(({ index, parameters: [{ payload }] }) => [Number(index), payload]));
  return {
    type: 'template',
    text: template.body.replaceAll(/\{\{(\d+)\}\}/g, (_, number) => given[Number(number) - 1] ?? ''),
    // Without a payload of its own a quick reply says its title.
    buttons: template.buttons.map((title, index) => ({ id: payloads.get(index) ?? title, title })),
  };
}
