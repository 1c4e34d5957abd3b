import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { spansOf } from '../dashboard/src/parts/formatting.ts';

const drawn = (text: string) =>
  spansOf(text)
    .map(({ kind, text: inside }) => (kind === 'plain' ? inside : `<${kind}>${inside}</>`))
    .join('');

it('draws what WhatsApp draws, and leaves what only looks like it', () => {
  const examples = {
    'Pronto! *Corte* marcado.': 'Pronto! <bold>Corte</> marcado.',
    '_hoje_, às ~10h~ `11h`': '<italic>hoje</>, às <struck>10h</> <code>11h</>',
    '```linha um\nlinha dois```': '<code>linha um\nlinha dois</>',
    '2 * 3 * 4 e snake_case_name': '2 * 3 * 4 e snake_case_name',
    '*sem fim': '*sem fim',
    'veja https://exemplo.com.br/a_b_c.': 'veja <link>https://exemplo.com.br/a_b_c</>.',
    '*um* e *dois*': '<bold>um</> e <bold>dois</>',
  };
  for (const [text, wanted] of Object.entries(examples)) assert.equal(drawn(text), wanted);
});

it('loses no letter but the marks', () => {
  const letters = fc
    .array(fc.constantFrom('*', '_', '~', '`', ' ', 'a', 'é', '\n', 'https://x.y', '.'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(letters, (text) => {
      const rest = (given: string) => given.replaceAll(/[*_~`]/g, '');
      assert.equal(
        rest(
          spansOf(text)
            .map((span) => span.text)
            .join(''),
        ),
        rest(text),
      );
    }),
  );
});
