import { tapsIn, wordsIn, type Content } from '../../src/conversations/content.ts';

/** What a contact can tap under a message. */
export function tappableIn(content: Content): readonly { readonly id: string; readonly title: string }[] {
  return tapsIn(content);
}

/** All that a message says, its buttons and rows too. */
export function wholeText(content: Content): string {
  const rows = content.type === 'list' ? content.rows.map(({ description = '' }) => description) : [];
  return [wordsIn(content), ...tappableIn(content).map(({ title }) => title), ...rows]
    .join('\n')
    .replaceAll('\u00A0', ' ');
}
