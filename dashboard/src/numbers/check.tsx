import { Button, Group, Stack, Text } from '@mantine/core';
import type { FindingView } from '../../../src/whatsapp/number.view.ts';
import { Icon } from '../parts/icon.tsx';
import { Refusal } from '../parts/states.tsx';
import { useMay } from '../session/query.ts';
import { language, words } from '../words.ts';
import { useCheck } from './query.ts';

const marks = { ok: 'sent', warning: 'failed', unknown: 'failed', failed: 'wrong' } as const;
/** What somebody has to do something about comes first. */
const order = ['failed', 'unknown', 'warning'];

/** Asks Meta now, and tells what it found, each with what to do about it. */
export function Check({ id, phone }: { readonly id: string; readonly phone: string }) {
  const check = useCheck(id);
  if (!useMay('numbers.check')) return null;
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button
          aria-label={`${words.numbers.check}: ${phone}`}
          loading={check.isPending}
          onClick={() => check.mutate()}
          variant="default"
        >
          {words.numbers.check}
        </Button>
        <Text c="dimmed" size="sm">
          {words.numbers.checkLead}
        </Text>
      </Group>
      <Refusal error={check.error} />
      <div aria-live="polite">{check.data ? <Findings findings={check.data} /> : null}</div>
    </Stack>
  );
}

function Findings({ findings }: { readonly findings: readonly FindingView[] }) {
  const [well, open] = [findings.filter(isWell), findings.filter((finding) => !isWell(finding))];
  return (
    <>
      <Text fw={500}>{open.length === 0 ? words.numbers.ready : words.numbers.open(open.length, findings.length)}</Text>
      <List findings={open.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))} />
      {well.length === 0 ? null : (
        <details open={open.length === 0}>
          <summary>{words.numbers.well(well.length)}</summary>
          <List findings={well} />
        </details>
      )}
    </>
  );
}

const isWell = ({ verdict }: FindingView) => verdict === 'ok';

function List({ findings }: { readonly findings: readonly FindingView[] }) {
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <Line finding={finding} key={`${finding.check} ${finding.en.what}`} />
      ))}
    </ul>
  );
}

function Line({ finding }: { readonly finding: FindingView }) {
  const { verdict } = finding;
  const { what, todo } = finding[language === 'en' ? 'en' : 'pt'];
  return (
    <li>
      <span className={verdict}>
        <Icon name={marks[verdict]} title={words.numbers.verdict[verdict]} />
      </span>
      <div>
        <Text className="what" size="sm">
          {what}
        </Text>
        {todo === null ? null : <Text size="sm">→ {todo}</Text>}
      </div>
    </li>
  );
}
