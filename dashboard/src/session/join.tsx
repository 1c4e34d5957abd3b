import { Button, Card, Center, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Failed, Refusal, Waiting } from '../parts/states.tsx';
import { words } from '../words.ts';
import { invitation, useJoin } from './query.ts';

/** Where a link leads: the token is behind the #, which no server and no log sees. */
export function JoinScreen() {
  const token = location.hash.slice(1);
  const { data, isPending, error, refetch } = useQuery(invitation(token));
  return (
    <Center component="main" mih="100dvh" p="md">
      <Card maw={420} padding="xl" w="100%" withBorder>
        <Title order={1} size="h3">
          {words.join.title}
        </Title>
        {isPending ? <Waiting /> : null}
        {error ? <Failed error={error} retry={refetch} /> : null}
        {data ? <JoinForm business={data.businessName} email={data.email} token={token} /> : null}
      </Card>
    </Center>
  );
}

type Invited = { readonly business: string; readonly email: string | null; readonly token: string };

function JoinForm({ business, email: invited, token }: Invited) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState(invited ?? '');
  const [password, setPassword] = useState('');
  const join = useJoin();

  function submit(event: FormEvent) {
    event.preventDefault();
    join.mutate({ token, name, email, password }, { onSuccess: () => location.replace('/') });
  }

  return (
    <Stack component="form" mt="md" onSubmit={submit}>
      <Text>{words.join.lead(business)}</Text>
      <TextInput
        autoComplete="name"
        label={words.join.name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        value={name}
      />
      <TextInput
        autoComplete="username"
        label={words.login.email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        readOnly={invited !== null}
        required
        type="email"
        value={email}
      />
      <PasswordInput
        autoComplete="new-password"
        description={words.join.rule}
        label={words.login.password}
        minLength={10}
        onChange={(event) => setPassword(event.currentTarget.value)}
        required
        value={password}
      />
      <Refusal error={join.error} />
      <Button loading={join.isPending} type="submit">
        {words.join.submit}
      </Button>
    </Stack>
  );
}
