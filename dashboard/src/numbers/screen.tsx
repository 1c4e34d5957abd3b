import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { NumberView } from '../../../src/whatsapp/number.view.ts';
import { Page } from '../parts/page.tsx';
import { Sign } from '../parts/sign.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { clockOf, dateTimeOf } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Check } from './check.tsx';
import { Connect } from './connect.tsx';
import { Standing, Traffic } from './figures.tsx';
import { numbers } from './query.ts';

/** What it asks for as it opens. */
export const ask = () => queries.prefetchQuery(numbers);

/** Is each WhatsApp number of the business well, and what is to be done when it is not? */
export function NumbersScreen() {
  const { data, isPending, isError, error, refetch } = useQuery(numbers);
  if (isPending) return <Waiting />;
  // What was read before is old, and may be wrong by now.
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Page title={words.frame.numbers}>
      {data.length === 0 ? <Connect /> : null}
      {data.map((number) => (
        <OneNumber key={number.id} number={number} />
      ))}
    </Page>
  );
}

const lightColors = { bad: 'red', watch: 'yellow', unknown: 'gray', well: 'teal' } as const;

function OneNumber({ number }: { readonly number: NumberView }) {
  const { id, phone, name, light } = number;
  return (
    <Card component="section" withBorder>
      <Stack>
        <Group justify="space-between" wrap="nowrap">
          <div>
            <Title order={2} size="h4">
              {phone === '' ? id : phone}
            </Title>
            {name === null ? null : <Text c="dimmed">{name.value}</Text>}
          </div>
          <Sign color={lightColors[light]}>{words.numbers.light[light]}</Sign>
        </Group>
        <Concerns number={number} />
        <Standing number={number} />
        <Traffic number={number} />
        <Check id={id} phone={phone} />
      </Stack>
    </Card>
  );
}

/** What is not well, and the way out of it. */
function Concerns({ number: { concerns, held, waiting } }: { readonly number: NumberView }) {
  return concerns.map((concern) => {
    if (concern === 'held') return held && <Held held={held} key={concern} waiting={waiting} />;
    const { says, todo } = words.numbers.concern[concern];
    return (
      <div className={`concern ${concernLights[concern]}`} key={concern}>
        <Text fw={500}>{says}</Text>
        <Text size="sm">→ {todo}</Text>
      </div>
    );
  });
}

const concernLights = {
  quality_red: 'bad',
  not_connected: 'bad',
  review_rejected: 'bad',
  quality_yellow: 'watch',
  name_refused: 'watch',
  review_pending: 'watch',
  not_known: 'unknown',
} as const satisfies Readonly<Record<Exclude<NumberView['concerns'][number], 'held'>, NumberView['light']>>;

type HeldProps = { readonly held: NonNullable<NumberView['held']>; readonly waiting: number };

function Held({ held: { since, fault, cause, nextTryAt }, waiting }: HeldProps) {
  const { timeZone } = useSession().business;
  const { says, todo } = words.numbers.cause[cause];
  const next = nextTryAt === null ? null : clockOf(nextTryAt, timeZone);
  return (
    <div className="concern bad">
      <Text fw={500}>{words.numbers.held(dateTimeOf(since, timeZone))}</Text>
      <Text size="sm">{`${says} (${fault})`}</Text>
      <Text size="sm">→ {todo}</Text>
      <Text mt={4} size="sm">
        {words.numbers.resumes(waiting, next)}
      </Text>
    </div>
  );
}
