import { z } from 'zod';
import type { Template } from '../conversations/content.ts';

const words = z.string().catch('');

/** A component of a template as Meta defines it, as far as sending goes. */
const Component = z.object({
  type: words.transform((type) => type.toUpperCase()),
  format: words.transform((format) => format.toUpperCase()),
  text: words,
  buttons: z
    .array(z.object({ type: words.transform((type) => type.toUpperCase()), text: words, url: words }))
    .catch([]),
});
const Components = z.array(Component).catch([]);

/** What the registry holds of a template. `components` `null`: they have to be read again. */
export type Definition = { readonly status: string; readonly parameterFormat: string; readonly components: unknown };

/** What a template says, as its reader sees it; each of `gaps` stands in `body` as `{{gap}}`. */
export type TemplateWords = {
  readonly header: string | null;
  readonly body: string;
  readonly footer: string | null;
  /** What stands on its buttons. */
  readonly buttons: readonly string[];
  readonly gaps: readonly string[];
};

/** @param components as Meta defines them */
export function wordsOfTemplate(components: unknown): TemplateWords {
  const parts = Components.parse(components);
  const textOf = (type: string) => partOf(parts, type)?.text || null;
  const body = textOf('BODY') ?? '';
  const buttons = (partOf(parts, 'BUTTONS')?.buttons ?? []).map(({ text }) => text);
  return { header: textOf('HEADER'), body, footer: textOf('FOOTER'), buttons, gaps: gapsOf(body) };
}

/** Why Meta would not send it, in the code with which it would say so; its own sentences mislead. */
export type TemplateProblem = {
  readonly code: 132000 | 132001 | 132012 | 132015 | 132016 | 132018;
  readonly details: string;
};

const problem = (code: TemplateProblem['code'], details: string): TemplateProblem => ({ code, details });

/**
 * Holds a message against the definition of its template: approved, with as many texts as it has gaps, called as it calls
 * them, what stands above it of the right type, and what its buttons need. `null`: Meta takes it.
 *
 * @param definition `null`: the account has no template of this name and language
 */
export function problemOfTemplate(template: Template, definition: Definition | null): TemplateProblem | null {
  if (definition === null) return problem(132001, `${template.name} is not registered in ${template.language}`);
  const { status, components } = definition;
  if (status === 'PAUSED') return problem(132015, `${template.name} is paused`);
  if (status === 'DISABLED') return problem(132016, `${template.name} is disabled`);
  if (status !== 'APPROVED') return problem(132001, `${template.name} is ${status || 'of unknown status'}`);
  if (components === null) return null;
  const parts = Components.parse(components);
  return bodyProblem(template, definition, parts) ?? headerProblem(template, parts) ?? buttonProblem(template, parts);
}

type Parts = z.output<typeof Components>;

const gapsOf = (text: string) => [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, gap = '']) => gap))];
const partOf = (parts: Parts, type: string) => parts.find((part) => part.type === type);

function bodyProblem({ body, names }: Template, { parameterFormat }: Definition, parts: Parts): TemplateProblem | null {
  const gaps = gapsOf(partOf(parts, 'BODY')?.text ?? '');
  if (gaps.length !== body.length) return problem(132000, `body: ${body.length} texts for ${gaps.length} gaps`);
  if (body.some((text) => /[\n\t]| {5}/.test(text) || text.trim() === ''))
    return problem(132018, 'body: a text that is empty or has lines, tabs or spaces in a row');
  const isNamed = parameterFormat.toUpperCase() === 'NAMED';
  const isRight = isNamed ? gaps.every((gap) => names?.includes(gap)) : names === undefined;
  return isRight
    ? null
    : problem(132012, `body: the texts are ${isNamed ? `called ${gaps.join(', ')}` : 'counted, not called'}`);
}

function headerProblem({ header }: Template, parts: Parts): TemplateProblem | null {
  const part = partOf(parts, 'HEADER');
  const wanted = part && (part.format !== 'TEXT' || gapsOf(part.text).length > 0) ? part.format : 'none';
  const given = header
    ? 'text' in header
      ? 'TEXT'
      : 'file' in header
        ? header.kind.toUpperCase()
        : 'LOCATION'
    : 'none';
  return wanted === given ? null : problem(132012, `header: wants ${wanted}, got ${given}`);
}

/** Quick replies say something of ours, or their title; a link with an end of its own, a coupon and a form need it. */
function buttonProblem({ buttons, others = [] }: Template, parts: Parts): TemplateProblem | null {
  const defined = partOf(parts, 'BUTTONS')?.buttons ?? [];
  const given = [
    ...buttons.map((_, index) => ({ index, type: 'QUICK_REPLY' })),
    ...others.map(({ index, kind }) => ({ index, type: kind.toUpperCase() })),
  ];
  const stray = given.find(({ index, type }) => defined[index]?.type !== type);
  if (stray) return problem(132018, `button ${stray.index}: there is no ${stray.type}`);
  const needs = defined.findIndex(
    ({ type, url }, at) =>
      (type === 'COPY_CODE' || (type === 'URL' && gapsOf(url).length > 0)) && !given.some(({ index }) => index === at),
  );
  return needs < 0 ? null : problem(132018, `button ${needs}: ${defined[needs]?.type} needs its value`);
}
