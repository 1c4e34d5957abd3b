import { Anchor, Button, Card, Center, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Refusal } from '../parts/states.tsx';
import { words } from '../words.ts';
import { session, useSecondFactor, useSignIn } from './query.ts';

export function LoginScreen() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const signIn = useSignIn();
  const confirm = useSecondFactor();
  const queries = useQueryClient();
  const isAskedForCode = signIn.data?.secondFactor === true;
  const enter = () => void queries.resetQueries({ queryKey: session.queryKey });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isAskedForCode) confirm.mutate(code, { onSuccess: enter });
    else signIn.mutate({ email, password }, { onSuccess: ({ secondFactor }) => (secondFactor ? undefined : enter()) });
  }

  return (
    <Center component="main" mih="100dvh" p="md">
      <Card component="form" maw={380} onSubmit={submit} padding="xl" w="100%" withBorder>
        <Stack>
          <Title order={1} size="h3">
            {words.login.title}
          </Title>
          {isAskedForCode ? (
            <TextInput
              autoComplete="one-time-code"
              autoFocus
              inputMode="numeric"
              label={words.login.code}
              onChange={(event) => setCode(event.currentTarget.value)}
              required
              value={code}
            />
          ) : (
            <PasswordFields email={email} password={password} setEmail={setEmail} setPassword={setPassword} />
          )}
          <Refusal error={signIn.error ?? confirm.error} />
          <Button loading={signIn.isPending || confirm.isPending} type="submit">
            {isAskedForCode ? words.login.confirm : words.login.submit}
          </Button>
          <Anchor href="/password" size="sm">
            {words.password.forgotten}
          </Anchor>
        </Stack>
      </Card>
    </Center>
  );
}

type PasswordFieldsProps = {
  readonly email: string;
  readonly password: string;
  readonly setEmail: (email: string) => void;
  readonly setPassword: (password: string) => void;
};

function PasswordFields({ email, password, setEmail, setPassword }: PasswordFieldsProps) {
  return (
    <>
      <TextInput
        autoComplete="username"
        label={words.login.email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        required
        type="email"
        value={email}
      />
      <PasswordInput
        autoComplete="current-password"
        label={words.login.password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        required
        value={password}
      />
    </>
  );
}
