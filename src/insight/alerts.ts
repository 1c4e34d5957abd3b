import { z } from 'zod';
import { severities, type Rule } from './alert.ts';
import data from './alerts.json' with { type: 'json' };
import { readingNames } from './readings.ts';

const words = z.strictObject({ title: z.string().min(1), action: z.string().min(1) });

const RuleFile = z.array(
  z.strictObject({
    name: z.string().regex(/^[a-z]+(_[a-z]+)*$/),
    severity: z.enum(severities),
    category: z.enum(['system', 'performance', 'business', 'security', 'external']),
    reading: z.enum(readingNames),
    limit: z.union([z.strictObject({ above: z.number() }), z.strictObject({ below: z.number() })]),
    forSeconds: z.int().min(0),
    causedBy: z.array(z.string()),
    pt: words,
    en: words,
  }),
);

/** Everything that somebody is told of, from `alerts.json`; docs/guides/alerts.md and the rules for Prometheus are made of it. */
export const rules: readonly Rule[] = RuleFile.parse(data);

const byName = new Map(rules.map((rule) => [rule.name, rule]));

/** `undefined`: an older release knew it. */
export const ruleOf = (name: string): Rule | undefined => byName.get(name);
