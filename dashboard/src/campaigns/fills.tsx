import { Checkbox, Stack } from '@mantine/core';
import type { FillView } from '../../../src/campaigns/campaign.view.ts';
import { Field } from '../parts/field.tsx';
import { words } from '../words.ts';

type Props = {
  readonly gaps: readonly string[];
  readonly fills: readonly FillView[];
  readonly set: (fills: FillView[]) => void;
};

/** What stands in each gap of the text: the same for all, or everybody's first name. */
export function Fills({ gaps, fills, set }: Props) {
  return gaps.map((gap, at) => {
    const fill = fills[at] ?? { kind: 'text' as const, text: '' };
    const change = (to: FillView) => set(gaps.map((_, each) => (each === at ? to : (fills[each] ?? fill))));
    return <Gap fill={fill} gap={gap} key={gap} set={change} />;
  });
}

type GapProps = { readonly gap: string; readonly fill: FillView; readonly set: (fill: FillView) => void };

function Gap({ gap, fill, set }: GapProps) {
  const isName = fill.kind === 'firstName';
  return (
    <Stack gap={4}>
      <Field
        label={isName ? words.campaigns.nameless(gap) : words.campaigns.gap(gap)}
        set={(text) => set(isName ? { kind: 'firstName', otherwise: text } : { kind: 'text', text })}
        value={isName ? fill.otherwise : fill.text}
      />
      <Checkbox
        checked={isName}
        label={words.campaigns.firstName}
        onChange={(event) =>
          set(
            event.currentTarget.checked
              ? { kind: 'firstName', otherwise: words.campaigns.otherwise }
              : { kind: 'text', text: '' },
          )
        }
        size="sm"
      />
    </Stack>
  );
}
