import { z } from 'zod';
import { storable } from '../platform/json.ts';
import type { ChannelAlert } from './alert.ts';

const text = z.string().transform(storable);
const named = text.optional().catch(undefined);

/** What changed of a template, and the alert that it deserves. */
export type TemplateNews = {
  readonly kind: 'template';
  readonly name: string;
  readonly language: string;
  readonly set: { readonly status?: string; readonly category?: string; readonly quality?: string };
  /** Its components have to be read again. */
  readonly isStale: boolean;
  readonly alert: { readonly severity: ChannelAlert['severity']; readonly code: string } | null;
};

const Template = z.object({
  message_template_name: text,
  message_template_language: text,
  event: named,
  new_quality_score: named,
  new_category: named,
  correct_category: named,
});
type Template = z.output<typeof Template>;
type Changed = Pick<TemplateNews, 'set' | 'isStale' | 'alert'>;

/** Said once it may be used again. */
const fine = new Set(['APPROVED', 'UNARCHIVED']);
/** A person asked for these. */
const expected = new Set(['PENDING', 'PENDING_DELETION', 'ARCHIVED', 'DELETED', 'IN_APPEAL']);

function status({ event = 'UNKNOWN' }: Template): Changed {
  const set = { status: event === 'UNARCHIVED' ? 'APPROVED' : event };
  const code = `template.${event}`;
  if (fine.has(event)) return { set, isStale: true, alert: null };
  return { set, isStale: false, alert: { severity: expected.has(event) ? 'info' : 'warning', code } };
}

function quality({ new_quality_score: score = 'UNKNOWN' }: Template): Changed {
  const alert = score === 'RED' ? { severity: 'warning' as const, code: 'template.RED' } : null;
  return { set: { quality: score }, isStale: false, alert };
}

/** Another category is another price. */
function category({ new_category, correct_category }: Template): Changed {
  const set = new_category === undefined ? {} : { category: new_category };
  const code = `template.category.${new_category ?? correct_category ?? 'unknown'}`;
  return { set, isStale: false, alert: { severity: 'warning', code } };
}

function reading(read: (template: Template) => Changed): (value: Readonly<Record<string, unknown>>) => TemplateNews[] {
  return (value) => {
    const { data } = Template.safeParse(value);
    if (!data) return [];
    const { message_template_name: name, message_template_language: language } = data;
    return [{ kind: 'template', name, language, ...read(data) }];
  };
}

/** The fields that tell of templates. */
export const templateNews = {
  message_template_status_update: reading(status),
  message_template_quality_update: reading(quality),
  message_template_components_update: reading(() => ({ set: {}, isStale: true, alert: null })),
  template_category_update: reading(category),
  template_correct_category_detection: reading(category),
};
