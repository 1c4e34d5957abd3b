import { z } from 'zod';
import type { Content } from './content.ts';
import { type GraphRefusal, refusal } from './graph.ts';
import { HeaderParameter } from './interactive.ts';

/** A text that the business registered at Meta. */
export type Template = {
  readonly name: string;
  /** `pt_BR`: name and language together are what is sent. */
  readonly language: string;
  /** UTILITY unless Meta sees it as something else: another price. */
  readonly category?: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION' | undefined;
  /** With `{{1}}`, `{{2}}` … or `{{first_name}}` … for what each message puts there. */
  readonly body: string;
  /** Titles of its quick replies. */
  readonly buttons: readonly string[];
  /** What stands above the body. */
  readonly header?:
    | { readonly format: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION'; readonly text?: string }
    | undefined;
  /** Other buttons, which stand after the quick replies. */
  readonly others?: readonly ('url' | 'copy_code' | 'flow')[] | undefined;
};

export const TemplateStatus = z.enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED']);
export type TemplateStatus = z.output<typeof TemplateStatus>;

/** The registered texts, and what Meta thinks of each. */
export class Templates {
  readonly #all: readonly Template[];
  readonly #statuses = new Map<string, TemplateStatus>();

  constructor(all: readonly Template[] = []) {
    this.#all = all;
  }

  all(): readonly (Template & { readonly status: TemplateStatus })[] {
    return this.#all.map((template) => ({ ...template, status: this.#statuses.get(template.name) ?? 'APPROVED' }));
  }

  /** In all languages. `false`: there is none of this name. */
  judge(name: string, status: TemplateStatus): boolean {
    this.#statuses.set(name, status);
    return this.#all.some((template) => template.name === name);
  }
}

const Parameter = z.object({
  type: z.literal('text'),
  text: z.string().min(1, 'must not be empty').max(1024, 'at most 1024 characters'),
  parameter_name: z.string().optional(),
});
const index = z.union([z.string().regex(/^\d$/, 'must be 0 to 9'), z.int().min(0).max(9)]).transform(Number);
const button = <Kind extends string, Given extends z.ZodType>(kind: Kind, given: Given) =>
  z.object({ type: z.literal('button'), sub_type: z.literal(kind), index, parameters: z.tuple([given]) });

/** What the body of a send says of a template. */
export const TemplateBody = z.object({
  name: z.string().min(1),
  language: z.object({ code: z.string().min(2), policy: z.literal('deterministic').optional() }),
  components: z
    .array(
      z.union([
        z.object({ type: z.literal('header'), parameters: z.tuple([HeaderParameter]) }),
        z.object({ type: z.literal('body'), parameters: z.array(Parameter) }),
        button('quick_reply', z.object({ type: z.literal('payload'), payload: z.string().min(1).max(256) })),
        button('url', z.object({ type: z.literal('text'), text: z.string().min(1) })),
        button('copy_code', z.object({ type: z.literal('coupon_code'), coupon_code: z.string().min(1).max(15) })),
        button(
          'flow',
          z.object({ type: z.literal('action'), action: z.object({ flow_token: z.string().optional() }) }),
        ),
      ]),
    )
    .default([]),
});
type TemplateBody = z.output<typeof TemplateBody>;
type Component = TemplateBody['components'][number];

/** Why Meta does not send what it does not approve of (any more). */
const unapproved: Readonly<Record<TemplateStatus, number | null>> = {
  APPROVED: null,
  PENDING: 132001,
  REJECTED: 132001,
  PAUSED: 132015,
  DISABLED: 132016,
};

/** What the phone shows, or why Meta would not send it: it goes by name and language, and counts what goes into it. */
export function filled({ name, language, components }: TemplateBody, templates: Templates): Content | GraphRefusal {
  const template = templates.all().find((each) => each.name === name && each.language === language.code);
  if (!template) return refusal(132001, `template.name: ${name} does not exist in ${language.code}`);
  const code = unapproved[template.status];
  if (code !== null) return refusal(code, `template.name: ${name} is ${template.status}`);
  const wrong =
    bodyWrong(template, components) ?? buttonsWrong(template, components) ?? headerWrong(template, components);
  return wrong ?? shown(template, components);
}

const parametersOf = (components: readonly Component[]) =>
  components.flatMap((each) => (each.type === 'body' ? each.parameters : []));
const gapsOf = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, gap = '']) => gap))];

function bodyWrong({ body }: Template, components: readonly Component[]): GraphRefusal | null {
  const [given, wanted] = [parametersOf(components), gapsOf(body)];
  if (given.length !== wanted.length)
    return refusal(
      132000,
      `body: number of parameters (${given.length}) does not match the expected number (${wanted.length})`,
    );
  if (given.some(({ text }) => /[\n\t]| {5}/.test(text)))
    return refusal(132018, 'body: a parameter may not hold new lines, tabs or more than four spaces in a row');
  const isNamed = wanted.some((gap) => !/^\d+$/.test(gap));
  const names = given.map(({ parameter_name }) => parameter_name);
  if (isNamed ? !wanted.every((gap) => names.includes(gap)) : names.some((each) => each !== undefined))
    return refusal(100, 'body: the parameters must be named as the template names them');
  return null;
}

function buttonsWrong({ name, buttons, others = [] }: Template, components: readonly Component[]): GraphRefusal | null {
  const kinds = [...buttons.map(() => 'quick_reply'), ...others];
  const given = components.flatMap((each) => (each.type === 'button' ? [each] : []));
  const stray = given.find((each) => kinds[each.index] !== each.sub_type);
  if (stray) return refusal(132018, `button: ${name} has no ${stray.sub_type} at ${stray.index}`);
  const missing = kinds.findIndex((kind, at) => kind !== 'quick_reply' && !given.some((each) => each.index === at));
  return missing < 0 ? null : refusal(131008, `button: the ${kinds[missing]} at ${missing} is required`);
}

const headerOf = (components: readonly Component[]) =>
  components.flatMap((each) => (each.type === 'header' ? [each.parameters[0]] : []))[0];

function headerWrong({ header }: Template, components: readonly Component[]): GraphRefusal | null {
  const given = headerOf(components);
  const wants = header && (header.format !== 'TEXT' || gapsOf(header.text ?? '').length > 0) ? header.format : null;
  if ((given?.type.toUpperCase() ?? null) === wants) return null;
  return refusal(132012, `header: expected ${wants ?? 'no'} parameter, received ${given?.type ?? 'none'}`);
}

function shown({ body, buttons, header, category = 'UTILITY' }: Template, components: readonly Component[]): Content {
  const given = new Map(
    parametersOf(components).map(({ parameter_name, text }, at) => [parameter_name ?? `${at + 1}`, text]),
  );
  const payloads = new Map(
    components.flatMap((each) =>
      each.type === 'button' && each.sub_type === 'quick_reply'
        ? [[each.index, each.parameters[0].payload] as const]
        : [],
    ),
  );
  const above = headerOf(components);
  return {
    type: 'template',
    category: category.toLowerCase(),
    text: body.replaceAll(/\{\{(\w+)\}\}/g, (_, gap: string) => given.get(gap) ?? ''),
    header: above?.type === 'text' ? (header?.text ?? '').replaceAll(/\{\{\w+\}\}/g, above.text) : header?.text,
    ...(above?.type === 'location' ? { place: above.location } : {}),
    ...fileAbove(above),
    // Without a payload of its own a quick reply says its title.
    buttons: buttons.map((title, at) => ({ id: payloads.get(at) ?? title, title })),
  };
}

function fileAbove(above: z.output<typeof HeaderParameter> | undefined): Pick<Content, 'file'> {
  if (above?.type === 'image') return { file: { kind: 'image', ...above.image } };
  if (above?.type === 'video') return { file: { kind: 'video', ...above.video } };
  return above?.type === 'document' ? { file: { kind: 'document', ...above.document } } : {};
}
