import { Button, NumberInput, SimpleGrid, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { BusinessView } from '../../../src/business/business.view.ts';
import { Gradually } from '../parts/gradually.tsx';
import { Page, Part } from '../parts/page.tsx';
import { Failed, Refusal, Waiting } from '../parts/states.tsx';
import { queries } from '../queries.ts';
import { business, useChange } from '../services/query.ts';
import { useMay } from '../session/query.ts';
import { Beside } from '../trial/beside.tsx';
import { useDraft, useGuardedChange } from '../trial/drafts.ts';
import { words } from '../words.ts';

/** What it asks for as it opens. */
export const ask = () => queries.prefetchQuery(business);

/** What the owner decides once: the rules of booking, of cancelling and of reminding, and of language models. */
export function RulesScreen() {
  const { data, isPending, isError, error, refetch } = useQuery(business);
  const mayWrite = useMay('business.write');
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Beside asks={words.trial.asks.rules}>
      <Page title={words.frame.rules}>
        <RulesForm key={data.versions.rules} mayWrite={mayWrite} view={data} />
        <Models mayWrite={mayWrite} view={data} />
      </Page>
    </Beside>
  );
}

type FormProps = { readonly view: BusinessView; readonly mayWrite: boolean };

function RulesForm({ view, mayWrite }: FormProps) {
  const [rules, setRules] = useState(view.rules);
  const [policies, setPolicies] = useState(view.policies);
  const [notices, setNotices] = useState(view.notices);
  const change = useGuardedChange();
  const body = { rules, policies, notices };
  const saved = { rules: view.rules, policies: view.policies, notices: view.notices };
  useDraft(JSON.stringify(body) === JSON.stringify(saved) ? null : body);

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate(body, { method: 'PUT', path: '/business/rules', version: view.versions.rules, body });
  }
  return (
    <Stack component="form" onSubmit={submit}>
      <Gradually>
        <Part title={words.rules.booking}>
          <Numbers
            labels={words.rules.rule}
            mayWrite={mayWrite}
            optional={['perDayMax']}
            set={setRules}
            values={rules}
          />
        </Part>
        <Part title={words.rules.contacts}>
          <Text c="dimmed" mb="xs" size="sm">
            {words.rules.noRule}
          </Text>
          <Numbers
            labels={words.rules.policy}
            mayWrite={mayWrite}
            optional={Object.keys(policies)}
            set={setPolicies}
            values={policies}
          />
        </Part>
        <Notices mayWrite={mayWrite} notices={notices} set={setNotices} />
        <Refusal error={change.error} />
        {mayWrite ? (
          <Button loading={change.isPending} type="submit">
            {words.services.save}
          </Button>
        ) : null}
      </Gradually>
    </Stack>
  );
}

type NoticesProps = {
  readonly notices: BusinessView['notices'];
  readonly set: (notices: BusinessView['notices']) => void;
  readonly mayWrite: boolean;
};

function Notices({ notices, set, mayWrite }: NoticesProps) {
  return (
    <Part title={words.rules.notices}>
      <Stack gap="xs">
        <TagsInput
          disabled={!mayWrite}
          label={words.rules.reminderHours}
          maxTags={5}
          onChange={(hours) => set({ ...notices, reminderHours: hours.map(Number).filter(Number.isInteger) })}
          value={notices.reminderHours.map(String)}
        />
        <Whole
          isOptional
          label={words.rules.followUpMinutes}
          mayWrite={mayWrite}
          set={(followUpMinutes) => set({ ...notices, followUpMinutes })}
          value={notices.followUpMinutes}
        />
        <Text c="dimmed" size="sm">
          {words.rules.optIn}
        </Text>
      </Stack>
    </Part>
  );
}

type NumbersProps<Values> = {
  readonly values: Values;
  readonly labels: Readonly<Record<keyof Values & string, string>>;
  /** Those that may be empty. */
  readonly optional: readonly string[];
  readonly set: (values: Values) => void;
  readonly mayWrite: boolean;
};

/** A field for each whole number. */
function Numbers<Values extends Readonly<Record<string, number | null>>>(props: NumbersProps<Values>) {
  const { values, labels, optional, set, mayWrite } = props;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="sm">
      {Object.entries<string>(labels).map(([name, label]) => (
        <Whole
          isOptional={optional.includes(name)}
          key={name}
          label={label}
          mayWrite={mayWrite}
          set={(value) => set({ ...values, [name]: value })}
          value={values[name] ?? null}
        />
      ))}
    </SimpleGrid>
  );
}

type WholeProps = {
  readonly label: string;
  readonly value: number | null;
  readonly set: (value: number | null) => void;
  readonly isOptional: boolean;
  readonly mayWrite: boolean;
};

function Whole({ label, value, set, isOptional, mayWrite }: WholeProps) {
  return (
    <NumberInput
      allowDecimal={false}
      allowNegative={false}
      disabled={!mayWrite}
      label={label}
      onChange={(given) => set(given === '' ? null : Number(given))}
      required={!isOptional}
      value={value ?? ''}
    />
  );
}

/** Saved at once: to take it back is one more click. */
function Models({ view, mayWrite }: FormProps) {
  const { models, versions } = view;
  const change = useChange();
  return (
    <Part title={words.rules.models}>
      <Stack gap="xs">
        <Text c="dimmed" size="sm">
          {words.rules.modelsLead}
        </Text>
        {(['understand', 'summarise', 'images', 'remember'] as const).map((name) => (
          <Switch
            checked={models[name]}
            disabled={!mayWrite}
            key={name}
            label={words.rules.model[name]}
            onChange={(event) =>
              change.mutate({
                method: 'PUT',
                path: '/business/models',
                version: versions.models,
                body: { models: { ...models, [name]: event.currentTarget.checked } },
              })
            }
          />
        ))}
        <Refusal error={change.error} />
      </Stack>
    </Part>
  );
}
