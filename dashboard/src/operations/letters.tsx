import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DeadLetterView } from '../../../src/conversations/dead-letter.view.ts';
import { Refusal } from '../parts/states.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Asked } from './asked.tsx';
import { letters, useTryAgain } from './query.ts';

/** What failed for good, each with a way to try it again. */
export function Letters() {
  return (
    <Asked query={useQuery(letters)} title={words.operations.letters}>
      {({ count, items }) => (
        <Stack gap="sm">
          {count === 0 ? <Text c="dimmed">{words.operations.noLetters}</Text> : null}
          {items.map((letter) => (
            <Line key={`${letter.kind} ${letter.key}`} letter={letter} />
          ))}
          {count > items.length ? (
            <Text c="dimmed" size="sm">
              {words.operations.moreLetters(count - items.length)}
            </Text>
          ) : null}
        </Stack>
      )}
    </Asked>
  );
}

function Line({ letter }: { readonly letter: DeadLetterView }) {
  const { timeZone } = useSession().business;
  const mayWrite = useMay('operations.write');
  const again = useTryAgain(letter);
  const time = dateTimeOf(letter.at, timeZone);
  return (
    <div>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <div>
          <Text fw={500} size="sm">
            {words.operations.letter[letter.kind]}
          </Text>
          <Text c="dimmed" size="xs">
            {time} · {letter.fault}
          </Text>
        </div>
        {mayWrite ? (
          <Button
            aria-label={`${words.operations.again}: ${words.operations.letter[letter.kind]}, ${time}`}
            loading={again.isPending}
            miw="fit-content"
            onClick={() => again.mutate()}
            size="compact-sm"
            variant="default"
          >
            {words.operations.again}
          </Button>
        ) : null}
      </Group>
      <Refusal error={again.error} />
    </div>
  );
}
