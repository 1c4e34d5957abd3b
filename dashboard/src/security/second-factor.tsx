import { Button, Card, Code, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { encode } from 'uqr';
import { Refusal } from '../parts/states.tsx';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Current } from './current.tsx';
import { useConfirm, useDisable, useEnrol, useRenewCodes } from './query.ts';

/** On or off, and what leads from one to the other. */
export function SecondFactor() {
  const isOn = useSession().user.hasSecondFactor;
  return (
    <Card withBorder>
      <Stack>
        <Title order={2} size="h4">
          {words.security.factor}
        </Title>
        <Text>{isOn ? words.security.factorOn : words.security.factorOff}</Text>
        {isOn ? <On /> : <Off />}
      </Stack>
    </Card>
  );
}

function Off() {
  const [password, setPassword] = useState('');
  const enrol = useEnrol();
  if (enrol.data) return <Enrolment codes={enrol.data.recoveryCodes} uri={enrol.data.uri} />;

  function submit(event: FormEvent) {
    event.preventDefault();
    enrol.mutate(password);
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <Current set={setPassword} value={password} />
      <Refusal error={enrol.error} />
      <Group>
        <Button loading={enrol.isPending} type="submit">
          {words.security.begin}
        </Button>
      </Group>
    </Stack>
  );
}

function Enrolment({ uri, codes }: { readonly uri: string; readonly codes: readonly string[] }) {
  const [code, setCode] = useState('');
  const confirm = useConfirm();
  const key = new URL(uri).searchParams.get('secret') ?? '';

  function submit(event: FormEvent) {
    event.preventDefault();
    confirm.mutate(code.replaceAll(/\s/g, ''));
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <Text>{words.security.scan}</Text>
      <Picture text={uri} />
      <Code block>{key.match(/.{1,4}/g)?.join(' ')}</Code>
      <Codes codes={codes} />
      <TextInput
        autoComplete="one-time-code"
        inputMode="numeric"
        label={words.security.code}
        onChange={(event) => setCode(event.currentTarget.value)}
        required
        value={code}
      />
      <Refusal error={confirm.error} />
      <Group>
        <Button loading={confirm.isPending} type="submit">
          {words.security.confirm}
        </Button>
      </Group>
    </Stack>
  );
}

function On() {
  const [password, setPassword] = useState('');
  const disable = useDisable();
  const renew = useRenewCodes();

  function submit(event: FormEvent) {
    event.preventDefault();
    renew.mutate(password);
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <Current set={setPassword} value={password} />
      <Refusal error={renew.error ?? disable.error} />
      {renew.data ? <Codes codes={renew.data.recoveryCodes} /> : null}
      <Group>
        <Button loading={renew.isPending} type="submit" variant="default">
          {words.security.renew}
        </Button>
        <Button
          color="red"
          disabled={password === ''}
          loading={disable.isPending}
          onClick={() => disable.mutate(password)}
          variant="outline"
        >
          {words.security.disable}
        </Button>
      </Group>
    </Stack>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <div role="status">
      <Text size="sm">{words.security.codes}</Text>
      <Code block>{codes.join('\n')}</Code>
    </div>
  );
}

/** A QR code: black on white in both themes, for cameras. */
function Picture({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { border: 4 });
  const dots = data.flatMap((row, y) => row.flatMap((isBlack, x) => (isBlack ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg aria-label={words.security.picture} height={220} role="img" viewBox={`0 0 ${size} ${size}`} width={220}>
      <rect fill="#fff" height={size} width={size} />
      <path d={dots.join('')} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
