import type { Content, Template } from './content.ts';
import { cut, firstCharacter, oneLine, pieces } from './cutting.ts';

/** What carries more than words and options: a link, a form, a file, a place, cards, a template. */
type Enclosing = Exclude<Content, { type: 'text' | 'buttons' | 'list' }>;

/** Meta's limits, in characters and pieces. */
export const bodyMax = 1024;
const captionMax = 1024;
const linkLabelMax = 20;
const flowLabelMax = 30;
const cardsMax = 5;
const cardNameMax = 512;
const fileNameMax = 240;
const parameterMax = 1024;
const headerMax = 60;
const couponMax = 15;

/** In the forms that Meta takes: see `fitted`. */
export function enclosed(content: Enclosing): Content[] {
  switch (content.type) {
    case 'link':
      return led({ ...content, label: cut(content.label.trim() || '↗', linkLabelMax) });
    case 'flow':
      return led({ ...content, label: cut(content.label.trim() || '☰', flowLabelMax) });
    case 'askLocation':
      return led(content);
    case 'file':
      return captioned(content);
    case 'location':
      return [content];
    case 'contacts':
      return dealt(content);
    case 'reaction':
      return [{ ...content, emoji: firstCharacter(content.emoji) }];
    case 'template':
      return [filled(content)];
  }
}

function led(content: Extract<Content, { type: 'link' | 'flow' | 'askLocation' }>): Content[] {
  const [ahead, text] = lead(content.text, bodyMax);
  return [...ahead, { ...content, text }];
}

/** What of a text goes ahead, and its last piece, that stands above what can be tapped. */
export function lead(text: string, max: number): [ahead: Content[], last: string] {
  const said = pieces(text, max);
  return [said.slice(0, -1).map((each) => ({ type: 'text', text: each })), said.at(-1) ?? '…'];
}

/** What is too long for a caption follows as text. Nothing can stand beneath a voice message: there all of it does. */
function captioned(content: Extract<Content, { type: 'file' }>): Content[] {
  const { text, kind, name } = content;
  const said = text.trim() === '' ? [] : pieces(text, captionMax);
  const bare = name === undefined ? content : { ...content, name: cut(oneLine(name, fileNameMax) || '…', fileNameMax) };
  const caption = kind === 'audio' ? '' : (said[0] ?? '');
  const rest = kind === 'audio' ? said : said.slice(1);
  return [{ ...bare, text: caption }, ...rest.map((each): Content => ({ type: 'text', text: each }))];
}

function dealt({ cards }: Extract<Content, { type: 'contacts' }>): Content[] {
  const whole = cards.map((card) => ({ ...card, name: oneLine(card.name, cardNameMax) || card.phone }));
  return Array.from({ length: Math.ceil(whole.length / cardsMax) }, (_, hand) => ({
    type: 'contacts',
    cards: whole.slice(hand * cardsMax, (hand + 1) * cardsMax),
  }));
}

/** Meta refuses a parameter that is empty, or has line breaks, tabs or spaces in a row. */
function filled(template: Template): Template {
  const { header, others } = template;
  return {
    ...template,
    body: template.body.map((text) => oneLine(text, parameterMax) || '–'),
    ...(header && 'text' in header ? { header: { text: oneLine(header.text, headerMax) || '–' } } : {}),
    ...(others
      ? {
          others: others.map((other) =>
            other.kind === 'copy_code' ? { ...other, value: other.value.slice(0, couponMax) } : other,
          ),
        }
      : {}),
  };
}
