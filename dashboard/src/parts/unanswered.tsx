import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { UnansweredView } from '../../../src/insight/report.view.ts';
import { useMay } from '../session/query.ts';
import { words } from '../words.ts';
import { Part } from './page.tsx';

type UnansweredProps = { readonly questions: readonly UnansweredView[]; readonly most: number };

/** What nobody could answer, as many as are wished: one click to answer it from now on. */
export function Unanswered({ questions, most }: UnansweredProps) {
  const mayWrite = useMay('business.write');
  return (
    <Part title={words.overview.unanswered}>
      {questions.length === 0 ? <Text c="dimmed">{words.overview.allAnswered}</Text> : null}
      <Stack gap={6}>
        {questions.slice(0, most).map(({ text, times }) => (
          <Group justify="space-between" key={text} wrap="nowrap">
            <Text lineClamp={2} size="sm">
              {text}
              {times > 1 ? ` (${times}×)` : ''}
            </Text>
            {mayWrite ? (
              <Button
                aria-label={`${words.overview.answer}: ${text}`}
                miw="fit-content"
                renderRoot={(props) => <Link search={{ question: text }} to="/knowledge" {...props} />}
                size="compact-sm"
                variant="default"
              >
                {words.overview.answer}
              </Button>
            ) : null}
          </Group>
        ))}
      </Stack>
    </Part>
  );
}
