import { Code, List, Text } from '@mantine/core';
import { Part } from '../parts/page.tsx';
import { words } from '../words.ts';

/** No number is connected yet: the way to the first. */
export function Connect() {
  return (
    <Part title={words.numbers.none}>
      <Text mb="xs">{words.numbers.connectLead}</Text>
      <List spacing={6} type="ordered">
        {words.numbers.connect.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
      <Code block mt="sm">
        {'whats-agent numbers add\nwhats-agent numbers check'}
      </Code>
      <Text c="dimmed" mt="xs" size="sm">
        {words.numbers.guide} <Code>docs/guides/connect-a-number.md</Code>
      </Text>
    </Part>
  );
}
