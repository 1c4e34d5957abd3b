import { Badge, Button, Card, Code, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { MemberView } from '../../../src/accounts/account.view.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Failed, Refusal, Waiting } from '../parts/states.tsx';
import { queries } from '../queries.ts';
import { useMay } from '../session/query.ts';
import { words } from '../words.ts';
import { members, useInvite, useRole } from './query.ts';

const roles = Object.entries<string>(words.team.role).map(([value, label]) => ({ value, label }));

/** What it asks for as it opens. */
export const ask = () => queries.prefetchQuery(members);

/** Who works here and as what. */
export function TeamScreen() {
  const { data, isPending, isError, error, refetch } = useQuery(members);
  const mayWrite = useMay('users.write');
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Page title={words.frame.team}>
      {data.length === 0 ? <Empty>{words.team.none}</Empty> : null}
      {data.map((member) => (
        <Row key={`${member.id} ${member.role}`} mayWrite={mayWrite} member={member} />
      ))}
      {mayWrite ? <Invite /> : null}
    </Page>
  );
}

function Row({ member, mayWrite }: { readonly member: MemberView; readonly mayWrite: boolean }) {
  const change = useRole(member.id);
  return (
    <Card padding="sm" withBorder>
      <Group justify="space-between">
        <div>
          <Text fw={500}>{member.name}</Text>
          <Text c="dimmed" size="sm">
            {member.email}
          </Text>
        </div>
        <Group gap="xs">
          {member.hasSecondFactor ? <Badge autoContrast>{words.team.secondFactor}</Badge> : null}
          <NativeSelect
            aria-label={member.name}
            data={roles}
            disabled={!mayWrite}
            onChange={(event) => change.mutate(event.currentTarget.value)}
            value={member.role}
          />
          {mayWrite ? (
            <Button onClick={() => change.mutate(null)} size="compact-sm" variant="default">
              {words.team.remove}
            </Button>
          ) : null}
        </Group>
      </Group>
      <Refusal error={change.error} />
    </Card>
  );
}

function Invite() {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('attendant');
  const invite = useInvite();

  function submit(event: FormEvent) {
    event.preventDefault();
    invite.mutate({ email, role });
  }

  return (
    <Card component="form" onSubmit={submit} withBorder>
      <Stack gap="xs">
        <Group align="end">
          <TextInput
            flex={1}
            label={words.login.email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            required
            type="email"
            value={email}
          />
          <NativeSelect
            aria-label={words.frame.team}
            data={roles}
            onChange={(event) => setRole(event.currentTarget.value)}
            value={role}
          />
          <Button loading={invite.isPending} type="submit">
            {words.team.invite}
          </Button>
        </Group>
        <Refusal error={invite.error} />
        {invite.data ? (
          <div role="status">
            <Text size="sm">{words.team.link}</Text>
            <Code block>{`${location.origin}/join#${invite.data.token}`}</Code>
          </div>
        ) : null}
      </Stack>
    </Card>
  );
}
