import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AlertView } from '../../../src/insight/alert.view.ts';
import { Sign } from '../parts/sign.tsx';
import { Refusal } from '../parts/states.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { useMay, useSession } from '../session/query.ts';
import { language, words } from '../words.ts';
import { Asked } from './asked.tsx';
import { alerts, useAct } from './query.ts';

const colors = { critical: 'red', high: 'red', medium: 'yellow', low: 'gray' } as const;

/** What is wrong now, what to do, and who does it. */
export function Alerts() {
  return (
    <Asked query={useQuery(alerts)} title={words.operations.alerts}>
      {(open) =>
        open.length === 0 ? (
          <Text c="dimmed">{words.operations.noAlerts}</Text>
        ) : (
          <Stack gap="md">
            {open.map((alert) => (
              <Line alert={alert} key={alert.id} />
            ))}
          </Stack>
        )
      }
    </Asked>
  );
}

function Line({ alert }: { readonly alert: AlertView }) {
  const { timeZone } = useSession().business;
  const { title, action } = alert[language === 'en' ? 'en' : 'pt'];
  const facts = [
    words.operations.since(dateTimeOf(alert.since, timeZone)),
    ...(alert.muted ? [words.operations.muted] : []),
    ...(alert.acknowledgedBy === null ? [] : [words.operations.takenBy(alert.acknowledgedBy)]),
  ];
  return (
    <div>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text fw={500} size="sm">
          {title}
        </Text>
        <Sign color={colors[alert.severity]}>{words.operations.severity[alert.severity]}</Sign>
      </Group>
      <Text c="dimmed" size="xs">
        {facts.join(' · ')}
      </Text>
      {action === '' ? null : <Text size="sm">→ {action}</Text>}
      <Acts alert={alert} title={title} />
    </div>
  );
}

function Acts({ alert: { id, state }, title }: { readonly alert: AlertView; readonly title: string }) {
  const act = useAct(id);
  if (!useMay('operations.write')) return null;
  const verbs = [
    ...(state === 'acknowledged' ? [] : [{ verb: 'acknowledge' as const, label: words.operations.take }]),
    { verb: 'resolve' as const, label: words.operations.resolve },
  ];
  return (
    <>
      <Group gap="xs" mt={4}>
        {verbs.map(({ verb, label }) => (
          <Button
            aria-label={`${label}: ${title}`}
            key={verb}
            loading={act.isPending && act.variables === verb}
            onClick={() => act.mutate(verb)}
            size="compact-sm"
            variant="default"
          >
            {label}
          </Button>
        ))}
      </Group>
      <Refusal error={act.error} />
    </>
  );
}
