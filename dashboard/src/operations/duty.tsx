import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DutyView } from '../../../src/insight/duty.view.ts';
import { Sign } from '../parts/sign.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Asked } from './asked.tsx';
import { duty } from './query.ts';

/** Who is on duty, who is called after them, and where they talk. */
export function Duty() {
  const { timeZone } = useSession().business;
  return (
    <Asked query={useQuery(duty)} title={words.operations.duty}>
      {({ chain, until, channels, mistakes }) => (
        <Stack gap="xs">
          {chain.length === 0 ? <Text size="sm">{words.operations.noDuty}</Text> : null}
          {chain.map((person, index) => (
            <Line
              key={`${index} ${person.name}`}
              person={person}
              place={index + 1}
              shift={index === 0 ? words.operations.onDuty(until === null ? null : dateTimeOf(until, timeZone)) : null}
            />
          ))}
          {mistakes.map((mistake) => (
            <Text c="red" key={mistake} lang="en" size="sm">
              {mistake} (ALERT_ON_CALL)
            </Text>
          ))}
          <Channels channels={channels} />
        </Stack>
      )}
    </Asked>
  );
}

type LineProps = {
  readonly person: DutyView['chain'][number];
  readonly place: number;
  /** What is said of who is on duty. */ readonly shift: string | null;
};

function Line({ person: { name, role, phone, email }, place, shift }: LineProps) {
  const about = [role === null ? null : words.operations.role[role], phone, email].filter((each) => each !== null);
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <div>
        <Text fw={500} size="sm">{`${place}. ${name}`}</Text>
        <Text c="dimmed" size="xs">
          {about.join(' · ')}
        </Text>
      </div>
      {shift === null ? null : <Sign color="teal">{shift}</Sign>}
    </Group>
  );
}

function Channels({ channels: { slack, email, whatsapp } }: { readonly channels: DutyView['channels'] }) {
  const named = Object.entries({ slack, email, whatsapp }).flatMap(([channel, where]) => {
    const label = Object.entries(words.operations.channels).find(([name]) => name === channel)?.[1] ?? channel;
    return where === null ? [] : [`${label}: ${where}`];
  });
  if (named.length === 0) return null;
  return (
    <Text c="dimmed" size="sm">
      {named.join(' · ')}
    </Text>
  );
}
