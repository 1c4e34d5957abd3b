import { Button, Card, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Page } from '../parts/page.tsx';
import { Failed, Refusal, Waiting } from '../parts/states.tsx';
import { ago } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Current } from './current.tsx';
import { sessions, useChangePassword, useEndSession } from './query.ts';
import { SecondFactor } from './second-factor.tsx';

/** What it asks for as it opens. */
export const ask = () => queries.prefetchQuery(sessions);

/** One's own account: how it is entered, and where it is open. */
export function SecurityScreen() {
  return (
    <Page title={words.frame.security}>
      <SecondFactor />
      <ChangePassword />
      <Sessions />
    </Page>
  );
}

function ChangePassword() {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useChangePassword();

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate(
      { current, password },
      {
        onSuccess: () => {
          setCurrent('');
          setPassword('');
        },
      },
    );
  }

  return (
    <Card component="form" onSubmit={submit} withBorder>
      <Stack>
        <Title order={2} size="h4">
          {words.security.password}
        </Title>
        <Current set={setCurrent} value={current} />
        <PasswordInput
          autoComplete="new-password"
          description={words.join.rule}
          label={words.security.fresh}
          minLength={10}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
          value={password}
        />
        <Refusal error={change.error} />
        {change.isSuccess ? <Text role="status">{words.security.changed}</Text> : null}
        <Group>
          <Button loading={change.isPending} type="submit" variant="default">
            {words.security.change}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function Sessions() {
  const { data, isPending, isError, error, refetch } = useQuery(sessions);
  const { timeZone } = useSession().business;
  const end = useEndSession();
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Card withBorder>
      <Stack>
        <Title order={2} size="h4">
          {words.security.sessions}
        </Title>
        {data.map(({ id, browser, ip, since, isThis }) => (
          <Group justify="space-between" key={id} wrap="nowrap">
            <div>
              <Text>{browserName(browser)}</Text>
              <Text c="dimmed" size="sm">
                {[ip, words.security.since(ago(since, timeZone))].filter(Boolean).join(' · ')}
              </Text>
            </div>
            {isThis ? (
              <Text size="sm">{words.security.here}</Text>
            ) : (
              <Button onClick={() => end.mutate(id)} size="compact-sm" variant="default">
                {words.security.end}
              </Button>
            )}
          </Group>
        ))}
        <Refusal error={end.error} />
        {data.length > 1 ? (
          <Group>
            <Button loading={end.isPending} onClick={() => end.mutate(null)} variant="default">
              {words.security.endOthers}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Card>
  );
}

/** What people call it: `Firefox, Windows`. */
function browserName(agent: string | null): string {
  const name = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent ?? '')?.[1];
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(agent ?? '')?.[0];
  const known: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera' };
  if (name === undefined) return agent?.slice(0, 40) ?? words.security.unknownBrowser;
  return [known[name] ?? name, system].filter(Boolean).join(', ');
}
