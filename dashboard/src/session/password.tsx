import { Anchor, Button, Card, Center, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Refusal } from '../parts/states.tsx';
import { words } from '../words.ts';
import { useForgotten, useResetPassword } from './query.ts';

/** Who has forgotten the password asks for a link; who comes by the link, whose token is behind the #, chooses another. */
export function PasswordScreen() {
  const token = location.hash.slice(1);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Card maw={420} padding="xl" w="100%" withBorder>
        <Stack>
          <Title order={1} size="h3">
            {words.password.title}
          </Title>
          {token === '' ? <Ask /> : <Choose token={token} />}
          <Anchor href="/" size="sm">
            {words.password.back}
          </Anchor>
        </Stack>
      </Card>
    </Center>
  );
}

function Ask() {
  const [email, setEmail] = useState('');
  const ask = useForgotten();
  if (ask.isSuccess) return <Text role="status">{words.password.sent}</Text>;

  function submit(event: FormEvent) {
    event.preventDefault();
    ask.mutate(email);
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <Text>{words.password.lead}</Text>
      <TextInput
        autoComplete="username"
        label={words.login.email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        required
        type="email"
        value={email}
      />
      <Refusal error={ask.error} />
      <Button loading={ask.isPending} type="submit">
        {words.password.send}
      </Button>
    </Stack>
  );
}

function Choose({ token }: { readonly token: string }) {
  const [password, setPassword] = useState('');
  const reset = useResetPassword();
  if (reset.isSuccess) return <Text role="status">{words.password.saved}</Text>;

  function submit(event: FormEvent) {
    event.preventDefault();
    reset.mutate({ token, password });
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <PasswordInput
        autoComplete="new-password"
        description={words.join.rule}
        label={words.security.fresh}
        minLength={10}
        onChange={(event) => setPassword(event.currentTarget.value)}
        required
        value={password}
      />
      <Refusal error={reset.error} />
      <Button loading={reset.isPending} type="submit">
        {words.password.save}
      </Button>
    </Stack>
  );
}
