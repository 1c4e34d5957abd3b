import { Button, Checkbox, Group, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { PlanView, type CampaignReadView, type ChoicesView } from '../../../src/campaigns/campaign.view.ts';
import { Choice, Field, optionsOf } from '../parts/field.tsx';
import { Part } from '../parts/page.tsx';
import { Empty, Refusal } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { weekdayName } from '../parts/when.ts';
import { business } from '../services/query.ts';
import { words } from '../words.ts';
import { Fills } from './fills.tsx';
import { Phone } from './phone.tsx';
import { useDraft } from './query.ts';

type Props = { readonly draft: CampaignReadView | null; readonly choices: ChoicesView };

/** What is said, to whom and when, with the message as it will stand on a phone. Kept as a draft; nothing goes from here. */
export function DraftForm({ draft, choices: { numbers, labels } }: Props) {
  const number = numbers.find(({ templates }) => templates.length > 0) ?? numbers[0];
  const [plan, setPlan] = useState(() => (draft ? PlanView.parse(draft) : freshPlan(number)));
  const keep = useDraft(draft?.id ?? null);
  const navigate = useNavigate();
  const tell = useTell();
  const set = (part: Partial<PlanView>) => setPlan({ ...plan, ...part });
  const said = templatesOf(numbers, plan.phoneNumberId).find((each) => keyOf(each) === keyOf(plan.template));
  const isFull = plan.fills.every((fill) => (fill.kind === 'text' ? fill.text : fill.otherwise).trim() !== '');
  if (!number || numbers.every(({ templates }) => templates.length === 0))
    return <Empty>{words.campaigns.noTemplates}</Empty>;

  function submit(event: FormEvent) {
    event.preventDefault();
    keep.mutate(plan, {
      onSuccess(campaign) {
        tell({ text: words.campaigns.kept, undo: null });
        void navigate({ to: '/campaigns/$campaign', params: { campaign } });
      },
    });
  }

  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} component="form" onSubmit={submit}>
      <Stack>
        <Part title={words.campaigns.what}>
          <Stack gap="sm">
            <Field label={words.campaigns.name} set={(name) => set({ name })} value={plan.name} />
            <Template numbers={numbers} plan={plan} set={set} />
            {said ? <Fills fills={plan.fills} gaps={said.gaps} set={(fills) => set({ fills })} /> : null}
          </Stack>
        </Part>
        <Whom labels={labels} plan={plan} set={set} />
        <When plan={plan} set={set} />
        <Refusal error={keep.error} />
        <Group>
          <Button disabled={!said || !isFull} loading={keep.isPending} type="submit">
            {words.campaigns.keep}
          </Button>
        </Group>
      </Stack>
      <div className="preview">{said ? <Phone fills={plan.fills} said={said} /> : null}</div>
    </SimpleGrid>
  );
}

type Numbers = ChoicesView['numbers'];
type PartProps = { readonly plan: PlanView; readonly set: (part: Partial<PlanView>) => void };

const templatesOf = (numbers: Numbers, id: string) => numbers.find((number) => number.id === id)?.templates ?? [];
const keyOf = ({ name, language }: PlanView['template']) => `${name} ${language}`;

/** The first template of the number, with its gaps still empty; a first gap is most often the name. */
function sayingFirst(templates: Numbers[number]['templates'], key?: string): Pick<PlanView, 'template' | 'fills'> {
  const said = templates.find((each) => keyOf(each) === key) ?? templates[0];
  return {
    template: { name: said?.name ?? '', language: said?.language ?? '' },
    fills: (said?.gaps ?? []).map((_, at) =>
      at === 0 ? { kind: 'firstName', otherwise: words.campaigns.otherwise } : { kind: 'text', text: '' },
    ),
  };
}

function freshPlan(number: Numbers[number] | undefined): PlanView {
  return {
    name: '',
    phoneNumberId: number?.id ?? '',
    ...sayingFirst(number?.templates ?? []),
    audience: { label: null, service: null, awayDays: null },
    hours: { from: '09:00', to: '20:00', weekdays: [1, 2, 3, 4, 5, 6] },
    restDays: 7,
  };
}

/** By which number, when there are several, and which of its templates. */
function Template({ numbers, plan, set }: PartProps & { readonly numbers: Numbers }) {
  const templates = templatesOf(numbers, plan.phoneNumberId);
  const category = templates.find((each) => keyOf(each) === keyOf(plan.template))?.category;
  return (
    <>
      {numbers.length > 1 ? (
        <Choice
          label={words.campaigns.number}
          options={numbers.map(({ id, shownPhone }) => ({ value: id, label: shownPhone }))}
          set={(phoneNumberId) => set({ phoneNumberId, ...sayingFirst(templatesOf(numbers, phoneNumberId)) })}
          value={plan.phoneNumberId}
        />
      ) : null}
      <Choice
        label={words.campaigns.template}
        options={templates.map((each) => ({ value: keyOf(each), label: `${each.name} (${each.language})` }))}
        set={(key) => set(sayingFirst(templates, key))}
        value={keyOf(plan.template)}
      />
      {category ? (
        <Text c="dimmed" size="sm">
          {words.campaigns.category[category]}
        </Text>
      ) : null}
    </>
  );
}

function Whom({ plan: { audience, restDays }, set, labels }: PartProps & { readonly labels: readonly string[] }) {
  const services = useQuery(business).data?.services ?? [];
  const narrow = (part: Partial<PlanView['audience']>) => set({ audience: { ...audience, ...part } });
  const any = { value: '', label: words.campaigns.any };
  return (
    <Part title={words.campaigns.whom}>
      <Stack gap="sm">
        <Text size="sm">{words.campaigns.agreed}</Text>
        <Choice
          label={words.campaigns.service}
          options={[any, ...optionsOf(services)]}
          set={(service) => narrow({ service: service || null })}
          value={audience.service ?? ''}
        />
        {labels.length === 0 && audience.label === null ? null : (
          <Choice
            label={words.campaigns.label}
            options={[any, ...labels.map((label) => ({ value: label, label }))]}
            set={(label) => narrow({ label: label || null })}
            value={audience.label ?? ''}
          />
        )}
        <Whole
          label={words.campaigns.awayDays}
          set={(awayDays) => narrow({ awayDays: awayDays || null })}
          value={audience.awayDays}
        />
        <Whole label={words.campaigns.restDays} set={(days) => set({ restDays: days ?? 0 })} value={restDays} />
      </Stack>
    </Part>
  );
}

type WholeProps = {
  readonly label: string;
  readonly value: number | null;
  readonly set: (value: number | null) => void;
};

function Whole({ label, value, set }: WholeProps) {
  return (
    <NumberInput
      allowDecimal={false}
      allowNegative={false}
      label={label}
      onChange={(given) => set(given === '' ? null : Number(given))}
      value={value ?? ''}
    />
  );
}

function When({ plan: { hours }, set }: PartProps) {
  return (
    <Part title={words.campaigns.when}>
      <Stack gap="sm">
        <Group grow>
          <Field
            label={words.campaigns.from}
            set={(from) => set({ hours: { ...hours, from } })}
            type="time"
            value={hours.from}
          />
          <Field
            label={words.campaigns.to}
            set={(to) => set({ hours: { ...hours, to } })}
            type="time"
            value={hours.to}
          />
        </Group>
        <Checkbox.Group
          label={words.campaigns.weekdays}
          onChange={(days) => set({ hours: { ...hours, weekdays: days.map(Number).toSorted((a, b) => a - b) } })}
          value={hours.weekdays.map(String)}
        >
          <Group gap="sm" mt="xs">
            {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
              <Checkbox key={weekday} label={weekdayName(weekday, 'short')} value={String(weekday)} />
            ))}
          </Group>
        </Checkbox.Group>
      </Stack>
    </Part>
  );
}
