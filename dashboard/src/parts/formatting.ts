/** A stretch of a message, as WhatsApp draws it. */
export type Span = {
  readonly kind: 'plain' | 'bold' | 'italic' | 'struck' | 'code' | 'link';
  readonly text: string;
};

const kinds = { '*': 'bold', _: 'italic', '~': 'struck', '`': 'code' } as const;

/**
 * Marks hug what they mark and stand at the edges of words: `2 * 3 * 4` and `snake_case_name` are as they were typed.
 *
 * @see https://faq.whatsapp.com/539178204879377
 */
const marked =
  /```(?<block>[\s\S]+?)```|(?<=^|[\s(.,;:!?*_~"'-])(?<mark>[*_~`])(?<inside>\S|\S[^\n]*?\S)\k<mark>(?=$|[\s).,;:!?*_~"'-])|(?<link>https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/g;

/** A message in stretches that are drawn alike, in order. What is marked within a mark keeps the outer one. */
export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const { index, 0: whole, groups = {} } of text.matchAll(marked)) {
    if (index > from) spans.push({ kind: 'plain', text: text.slice(from, index) });
    spans.push(spanOf(groups));
    from = index + whole.length;
  }
  if (from < text.length) spans.push({ kind: 'plain', text: text.slice(from) });
  return spans;
}

function spanOf({ block, mark, inside = '', link }: Readonly<Record<string, string | undefined>>): Span {
  if (block !== undefined) return { kind: 'code', text: block };
  if (link !== undefined) return { kind: 'link', text: link };
  const kind = mark === '*' || mark === '_' || mark === '~' || mark === '`' ? kinds[mark] : 'plain';
  return { kind, text: inside };
}
