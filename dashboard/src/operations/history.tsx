import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { BackupsView, ReleaseView } from '../../../src/ops/history.view.ts';
import { Sign } from '../parts/sign.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { language, words } from '../words.ts';
import { Asked } from './asked.tsx';
import { backups, releases } from './query.ts';

const megabytes = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const colors = { created: 'yellow', checksummed: 'yellow', restored: 'teal', damaged: 'red' } as const;

/** What was backed up, how far it is proven, and when a restore was last rehearsed. */
export function Backups() {
  const { timeZone } = useSession().business;
  return (
    <Asked query={useQuery(backups)} title={words.operations.backups}>
      {({ newest, provenAt, drilledAt }) => (
        <Stack gap="xs">
          {newest.length === 0 ? (
            <Text size="sm">{words.operations.noBackups}</Text>
          ) : (
            <Text size="sm">
              {provenAt === null
                ? words.operations.neverProven
                : words.operations.proven(dateTimeOf(provenAt, timeZone))}
            </Text>
          )}
          <Text size="sm">
            {drilledAt === null
              ? words.operations.neverDrilled
              : words.operations.drilled(dateTimeOf(drilledAt, timeZone))}
          </Text>
          {newest.map((backup) => (
            <Backup backup={backup} key={backup.id} />
          ))}
        </Stack>
      )}
    </Asked>
  );
}

function Backup({ backup: { kind, state, at, bytes } }: { readonly backup: BackupsView['newest'][number] }) {
  const { timeZone } = useSession().business;
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <Text size="sm">{`${dateTimeOf(at, timeZone)} · ${kind} · ${megabytes.format(bytes / 1024 ** 2)} MB`}</Text>
      <Sign color={colors[state]}>{words.operations.state[state]}</Sign>
    </Group>
  );
}

/** What was put to work, and where it stands. */
export function Releases() {
  return (
    <Asked query={useQuery(releases)} title={words.operations.releases}>
      {(past) => (
        <Stack gap="xs">
          {past.length === 0 ? <Text c="dimmed">{words.operations.noReleases}</Text> : null}
          {past.map((release) => (
            <Release key={release.id} release={release} />
          ))}
        </Stack>
      )}
    </Asked>
  );
}

function Release({ release: { kind, tag, step, actor, problem, at } }: { readonly release: ReleaseView }) {
  const { timeZone } = useSession().business;
  const stands = Object.entries(words.operations.steps).find(([name]) => name === step)?.[1];
  const what = [dateTimeOf(at, timeZone), kind, tag, actor].filter((each) => each !== null);
  return (
    <div>
      <Text fw={500} size="sm">
        {stands ?? words.operations.underWay(step)}
      </Text>
      <Text c="dimmed" size="xs">
        {what.join(' · ')}
      </Text>
      {problem === null ? null : <Text size="sm">{problem}</Text>}
    </div>
  );
}
